import { ChangedKeyDto, ConfigWarningDto } from '../http/change-answer.dto.js';
import { ANY_VALUE, ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { TextField, WholeField } from '../http/fields.js';
import { ProblemPartDto } from '../http/problem.dto.js';

const TIME = { format: 'date-time' } as const;
const NUMBER = { type: 'integer', minimum: 1 } as const;

/** The longest text of a configuration that is read, in characters. */
export const LONGEST_TEXT = 1_000_000;

/** The configuration that is in force. */
export class EffectiveConfigDto {
  @ApiProperty(NUMBER)
  readonly generation!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: ANY_VALUE,
    description:
      'Every key with its value, defaults included, as a file would have it; secrets are asterisks',
  })
  readonly config!: Record<string, unknown>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['file', 'environment'] },
    description: 'Where the values come from that are no defaults',
  })
  readonly given!: Record<string, string>;
}

/** A configuration that was put in force. */
export class GenerationDto {
  @ApiProperty(NUMBER)
  readonly number!: number;

  @ApiProperty(TIME)
  readonly applied_at!: string;

  @ApiProperty({
    example: 'admin:ops',
    description: 'Who wanted it: `start`, `signal`, `watch`, `secrets`, or `admin:` and a name',
  })
  readonly trigger!: string;

  @ApiProperty({ type: [ChangedKeyDto], description: 'Changes from the one before it' })
  readonly changes!: ChangedKeyDto[];

  @ApiProperty({ description: 'Its tag, for `If-Match`' })
  readonly etag!: string;
}

/** The generations that can be gone back to. */
export class GenerationsDto {
  @ApiProperty({ type: [GenerationDto], description: 'The one in force first' })
  readonly generations!: GenerationDto[];
}

/** A configuration that was refused. */
export class RefusedConfigDto {
  @ApiProperty(TIME)
  readonly at!: string;

  @ApiProperty({ description: 'Who wanted it' })
  readonly trigger!: string;

  @ApiProperty({ description: 'What is wrong with it as a whole' })
  readonly detail!: string;

  @ApiProperty({ type: [ProblemPartDto] })
  readonly errors!: ProblemPartDto[];
}

/** How the configuration stands. */
export class ConfigStateDto {
  @ApiProperty({ type: GenerationDto })
  readonly generation!: GenerationDto;

  @ApiProperty({ description: 'The file, as it was named; empty when there is none' })
  readonly file!: string;

  @ApiProperty({ description: 'Whether the file says the same as what is in force' })
  readonly persisted!: boolean;

  @ApiPropertyOptional({ type: RefusedConfigDto, description: 'The last one, until one is accepted' })
  readonly last_error?: RefusedConfigDto;

  @ApiProperty({ type: [ChangedKeyDto], description: 'Changes that wait for a restart' })
  readonly pending_restart!: ChangedKeyDto[];
}

/** The text of a configuration. */
export class ConfigTextDto {
  @TextField({
    max: LONGEST_TEXT,
    required: true,
    description: 'YAML; asterisks that stand for secrets keep the values that these have now',
    example: 'proxy:\n  load_balancer: least-connections\n',
  })
  readonly text!: string;
}

/** What is to be thought of a configuration. */
export class ConfigVerdictDto {
  @ApiProperty()
  readonly valid!: boolean;

  @ApiPropertyOptional({ description: 'What is wrong with it as a whole' })
  readonly detail?: string;

  @ApiProperty({ type: [ProblemPartDto], description: 'Every problem at once' })
  readonly errors!: ProblemPartDto[];

  @ApiProperty({ type: [ConfigWarningDto] })
  readonly warnings!: ConfigWarningDto[];
}

/** What a configuration would change. */
export class ConfigDiffDto {
  @ApiProperty({ type: [ChangedKeyDto] })
  readonly changes!: ChangedKeyDto[];

  @ApiProperty({ type: [String], description: 'Keys whose new values would count only after a restart' })
  readonly needs_restart!: string[];

  @ApiProperty({ type: [ConfigWarningDto] })
  readonly warnings!: ConfigWarningDto[];
}

/** Which generation to go back to. */
export class RollbackDto {
  @WholeField({ min: 1, required: true, description: 'Its number' })
  readonly generation!: number;
}

/** Where the configuration was written to. */
export class SavedConfigDto {
  @ApiProperty()
  readonly file!: string;

  @ApiProperty({ ...NUMBER, description: 'What was written' })
  readonly generation!: number;
}
