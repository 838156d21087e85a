import { Controller, HttpCode, Post } from '@nestjs/common';
import { AdminOnly } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { Audited } from '../http/audited.decorator.js';
import type { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { ApiExcludeController } from '../http/docs.js';
import { ConfigChanges } from './config-changes.js';

/** `POST /internal/config/reload`: where the specification has it (configuration.md §24.4). */
@ApiExcludeController()
@Controller('internal/config')
@AdminOnly()
export class ReloadController {
  constructor(private readonly changes: ConfigChanges) {}

  @Post('reload')
  @HttpCode(200)
  @Audited('config.reload')
  reload(@Visit() visit: AdminVisit): Promise<ChangeAnswerDto> {
    return this.changes.reload({ visit });
  }
}
