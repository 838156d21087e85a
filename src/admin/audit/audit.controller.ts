import { Get, Query } from '@nestjs/common';
import { AdminController } from '../http/admin-controller.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { ApiOkResponse, ApiOperation } from '../http/docs.js';
import { AuditLog, type AuditRecord } from './audit-log.js';
import { AuditQuery, type AuditRecordDto, AuditRecordsDto } from './audit.dto.js';

const USUAL = 100;

/** Who changed what. */
@AdminController('audit', 'audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, the latest first' })
  @ApiOkResponse({ type: AuditRecordsDto })
  @ApiProblem(422)
  list(@Query() { limit = USUAL }: AuditQuery): AuditRecordsDto {
    return { records: this.audit.records.slice(0, limit).map(shown) };
  }
}

const shown = ({ at, requestId, ...record }: AuditRecord): AuditRecordDto => ({
  ...record,
  at: new Date(at).toISOString(),
  request_id: requestId,
});
