import { ANY_VALUE, ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { QueryWhole } from '../http/fields.js';

/** How much of the audit log is wanted. */
export class AuditQuery {
  @QueryWhole({ min: 1, max: 600, description: 'How many records; 100 by default' })
  readonly limit?: number;
}

/** One change that somebody made or was refused. */
export class AuditRecordDto {
  @ApiProperty({ type: 'integer', description: 'Counts up from 1 as long as the program runs' })
  readonly number!: number;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ description: 'Name of the token, or `loopback`; empty when nobody proved to be anybody' })
  readonly who!: string;

  @ApiProperty({ description: 'Address of the client' })
  readonly client!: string;

  @ApiProperty({ example: 'endpoint.add' })
  readonly action!: string;

  @ApiProperty({ description: 'What was changed; empty for what has no name' })
  readonly target!: string;

  @ApiPropertyOptional({ ...ANY_VALUE, description: 'Secrets are asterisks' })
  readonly before?: unknown;

  @ApiPropertyOptional({ ...ANY_VALUE, description: 'Secrets are asterisks' })
  readonly after?: unknown;

  @ApiProperty()
  readonly request_id!: string;

  @ApiProperty({ enum: ['done', 'refused', 'failed'] })
  readonly result!: string;

  @ApiProperty({ type: 'integer', description: 'The status of the answer' })
  readonly status!: number;

  @ApiPropertyOptional({ description: 'Why it came to nothing' })
  readonly detail?: string;
}

/** The audit log as far as memory goes. */
export class AuditRecordsDto {
  @ApiProperty({ type: [AuditRecordDto], description: 'The latest first' })
  readonly records!: AuditRecordDto[];
}
