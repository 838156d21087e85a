import { Controller, Get, Header } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ADMIN_ROOT, AdminOnly } from '../http/admin-controller.decorator.js';
import { ApiExcludeController } from '../http/docs.js';
import { OpenApiDocument } from './document.js';

/** What the admin API can do, for programs. */
@ApiExcludeController()
@Controller(ADMIN_ROOT)
@AdminOnly()
export class OpenApiController {
  constructor(private readonly document: OpenApiDocument) {}

  @Get('openapi.json')
  @Header('Content-Type', 'application/json')
  openapi(): Promise<OpenAPIObject> {
    return this.document.get();
  }
}
