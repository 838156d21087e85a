import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { AuditInterceptor } from '../audit/audit.interceptor.js';
import { AdminGuard } from './admin.guard.js';
import { ApiProblem } from './api-problem.decorator.js';
import { ApiBearerAuth, ApiTags } from './docs.js';
import { ProblemFilter } from './problem.filter.js';
import { AdminValidationPipe } from './validation.pipe.js';

/** Below what everything of the admin API stands. */
export const ADMIN_ROOT = 'internal/admin';
/** Below what its resources stand. */
export const ADMIN_PREFIX = `${ADMIN_ROOT}/v1`;

/** Guarded, audited and answered with problem details, wherever its routes are. */
export const AdminOnly = (): ClassDecorator =>
  applyDecorators(
    UseGuards(AdminGuard),
    UseFilters(ProblemFilter),
    UseInterceptors(AuditInterceptor),
    UsePipes(AdminValidationPipe),
  );

/**
 * A controller of the admin API.
 * @param path below `/internal/admin/v1`
 * @param tag what the document files its operations under
 */
export const AdminController = (path: string, tag: string): ClassDecorator =>
  applyDecorators(
    Controller(path === '' ? ADMIN_PREFIX : `${ADMIN_PREFIX}/${path}`),
    AdminOnly(),
    ApiTags(tag),
    ApiBearerAuth(),
    ApiProblem(400, 401, 403, 404, 500),
  );
