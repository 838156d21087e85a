import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { QueryWhole, TextField } from '../http/fields.js';

const COUNT = { type: 'integer' } as const;

/** Whose sessions are meant. */
export class StickyFilterQuery {
  @TextField({ max: 256, description: 'Name of an endpoint: only sessions that are pinned to it' })
  readonly endpoint?: string;
}

/** Which sessions are wanted, and how many. */
export class StickyQuery extends StickyFilterQuery {
  @QueryWhole({ min: 1, max: 10_000, description: 'How many; 100 by default' })
  readonly limit?: number;
}

/** A conversation that is pinned to an endpoint. */
export class StickySessionDto {
  @ApiProperty({
    description: 'Stands for the key of the session, which nobody is shown; new after a restart',
  })
  readonly id!: string;

  @ApiProperty({ description: 'Name of the endpoint' })
  readonly endpoint!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent when it never expires' })
  readonly expires_at?: string;
}

/** Sticky sessions, the latest used first. */
export class StickySessionsDto {
  @ApiProperty({ description: 'Whether conversations are pinned at all' })
  readonly enabled!: boolean;

  @ApiProperty({ ...COUNT, description: 'How many there are in all' })
  readonly total!: number;

  @ApiProperty({ type: [StickySessionDto] })
  readonly sessions!: StickySessionDto[];
}

/** How many sessions were dropped. */
export class StickyDropDto {
  @ApiProperty(COUNT)
  readonly dropped!: number;
}
