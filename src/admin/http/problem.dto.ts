import { ApiProperty, ApiPropertyOptional } from './docs.js';

/** One thing that is wrong with what was sent. */
export class ProblemPartDto {
  @ApiProperty({ description: 'Field of the body or the query, or key of the configuration' })
  readonly path!: string;

  @ApiProperty({ description: 'What is wrong with it' })
  readonly detail!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Line in the text of the configuration' })
  readonly line?: number;

  @ApiPropertyOptional({ description: 'What would be right' })
  readonly hint?: string;
}

/** An error as RFC 9457 describes it. */
export class ProblemDto {
  @ApiProperty({ description: 'Which kind of problem it is', example: 'urn:olla:problem:not-found' })
  readonly type!: string;

  @ApiProperty({ description: 'The kind in a few words' })
  readonly title!: string;

  @ApiProperty({ type: 'integer', description: 'The HTTP status' })
  readonly status!: number;

  @ApiProperty({ description: 'What happened, for people' })
  readonly detail!: string;

  @ApiProperty({ description: 'The path that was asked for' })
  readonly instance!: string;

  @ApiPropertyOptional({ description: 'Stands in the log beside everything about this request' })
  readonly request_id?: string;

  @ApiPropertyOptional({ type: [ProblemPartDto], description: 'Every problem with what was sent, at once' })
  readonly errors?: ProblemPartDto[];
}
