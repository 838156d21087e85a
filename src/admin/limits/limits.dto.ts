import { LIMIT_KINDS } from '../../security/index.js';
import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { ChoiceField, TextField } from '../http/fields.js';

/** How far one limit is used up. */
export class GaugeDto {
  @ApiProperty({
    enum: [
      'requests_per_minute',
      'requests_per_day',
      'tokens_per_minute',
      'tokens_per_day',
      'max_concurrent',
    ],
  })
  readonly limit!: string;

  @ApiProperty()
  readonly capacity!: number;

  @ApiProperty()
  readonly used!: number;

  @ApiProperty()
  readonly remaining!: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'When all of it is there again' })
  readonly resets_at?: string;
}

/** Somebody or something with limits. */
export class LimitedDto {
  @ApiProperty({
    description: 'An address, or the name of a caller, a model or an endpoint; `all` for everybody',
  })
  readonly key!: string;

  @ApiProperty({ type: [GaugeDto] })
  readonly gauges!: GaugeDto[];
}

/** Every kind of limit; of each those first that have used up most, a hundred at most. */
export class LimitsDto {
  @ApiProperty({ type: [LimitedDto], description: 'Everybody together' })
  readonly global!: LimitedDto[];

  @ApiProperty({ type: [LimitedDto], description: 'By address' })
  readonly clients!: LimitedDto[];

  @ApiProperty({ type: [LimitedDto], description: 'By key or token' })
  readonly callers!: LimitedDto[];

  @ApiProperty({ type: [LimitedDto] })
  readonly models!: LimitedDto[];

  @ApiProperty({ type: [LimitedDto] })
  readonly endpoints!: LimitedDto[];
}

/** Whose counters start anew. */
export class LimitResetDto {
  @ChoiceField({ of: LIMIT_KINDS, required: true, description: 'Whose limits' })
  readonly kind!: (typeof LIMIT_KINDS)[number];

  @TextField({ min: 1, max: 512, description: 'Of whom, as it is listed; of all of the kind without one' })
  readonly key?: string;
}

/** How many started anew. */
export class LimitsResetDto {
  @ApiProperty({ type: 'integer', description: 'Of how many the counters start anew' })
  readonly reset!: number;
}
