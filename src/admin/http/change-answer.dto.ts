import type { ChangeAnswer, ChangedKey, ConfigWarning } from './change-answer.js';
import { ANY_VALUE, ApiProperty, ApiPropertyOptional } from './docs.js';

/** One key of the configuration whose value changed. */
export class ChangedKeyDto implements ChangedKey {
  @ApiProperty({ example: 'discovery.static.endpoints[http://gpu-1:11434].priority' })
  readonly path!: string;

  @ApiPropertyOptional({ ...ANY_VALUE, description: 'As a file would have it; absent when it was not there' })
  readonly before?: unknown;

  @ApiPropertyOptional({ ...ANY_VALUE, description: 'As a file would have it; absent when it is gone' })
  readonly after?: unknown;

  @ApiProperty({ description: 'Whether it counts only after a restart' })
  readonly needs_restart!: boolean;
}

/** Something about the configuration that somebody should know. */
export class ConfigWarningDto implements ConfigWarning {
  @ApiProperty()
  readonly path!: string;

  @ApiProperty()
  readonly message!: string;

  @ApiPropertyOptional({ type: 'integer' })
  readonly line?: number;

  @ApiPropertyOptional()
  readonly hint?: string;
}

/** What became of a change of the configuration. */
export class ChangeAnswerDto implements ChangeAnswer {
  @ApiProperty({ enum: ['applied', 'unchanged'] })
  readonly outcome!: string;

  @ApiProperty({
    description: 'Whether the file says the same now; otherwise the change lasts until a restart or a reload',
  })
  readonly persisted!: boolean;

  @ApiProperty({ type: 'integer', description: 'The generation of the configuration that is in force now' })
  readonly generation!: number;

  @ApiProperty({ type: [ChangedKeyDto] })
  readonly changes!: ChangedKeyDto[];

  @ApiProperty({ type: [String], description: 'Keys whose new values count only after a restart' })
  readonly needs_restart!: string[];

  @ApiProperty({ type: [ConfigWarningDto] })
  readonly warnings!: ConfigWarningDto[];
}
