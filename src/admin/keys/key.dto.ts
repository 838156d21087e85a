import { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { GaugeDto } from '../limits/limits.dto.js';

const COUNT = { type: 'integer', minimum: 0 } as const;

/** How much the holder of a key may use; 0 means no limit. */
export class KeyLimitsDto {
  @ApiProperty(COUNT)
  readonly requests_per_minute!: number;

  @ApiProperty(COUNT)
  readonly requests_per_day!: number;

  @ApiProperty(COUNT)
  readonly tokens_per_minute!: number;

  @ApiProperty(COUNT)
  readonly tokens_per_day!: number;
}

/** One key: everything but the key. */
export class KeyDto {
  @ApiProperty({ description: 'Unique: what paths of this API name it by' })
  readonly name!: string;

  @ApiProperty({ type: [String], description: 'Patterns; none means all' })
  readonly models!: readonly string[];

  @ApiProperty({ type: [String], description: 'Patterns; none means all' })
  readonly endpoints!: readonly string[];

  @ApiPropertyOptional({ description: 'From when on it is refused' })
  readonly expires?: string;

  @ApiProperty()
  readonly disabled!: boolean;

  @ApiProperty({
    enum: ['high', 'normal', 'low'],
    description: 'The best class that its requests may ask for',
  })
  readonly max_priority!: string;

  @ApiProperty({ description: 'Whether it opens anything: neither disabled nor expired' })
  readonly valid!: boolean;

  @ApiProperty({ type: KeyLimitsDto })
  readonly limits!: KeyLimitsDto;

  @ApiProperty({ type: [GaugeDto], description: 'How far its limits are used up, as far as it was used' })
  readonly usage!: GaugeDto[];

  @ApiProperty({ description: 'Its tag, for `If-Match`' })
  readonly etag!: string;
}

/** Every key, in configuration order. */
export class KeysDto {
  @ApiProperty({
    description: 'What `access.authenticator` says: keys are asked for as long as it is `keys`',
    example: 'keys',
  })
  readonly authenticator!: string;

  @ApiProperty({ type: [KeyDto] })
  readonly keys!: KeyDto[];
}

/** A change of the configuration, and what the key is like now. */
export class KeyChangeDto extends ChangeAnswerDto {
  @ApiProperty({ type: KeyDto })
  readonly key!: KeyDto;
}

/** A change that made a key. */
export class MadeKeyDto extends KeyChangeDto {
  @ApiProperty({
    description: 'The key itself: told this once, kept by nobody',
    example: 'olla_aV3rySecretKeyThatNobodyElseKnows0123456789ab',
  })
  readonly secret!: string;
}
