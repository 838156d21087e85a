import { ApiProperty } from '../http/docs.js';
import { ChoiceField } from '../http/fields.js';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** The level that is wanted. */
export class LogLevelOrderDto {
  @ChoiceField({ of: LEVELS, required: true, description: 'Records below it are not written' })
  readonly level!: string;
}

/** The level of the log. */
export class LogLevelDto {
  @ApiProperty({ enum: LEVELS })
  readonly level!: string;

  @ApiProperty({ description: 'What the configuration says: in force again after a reload or a restart' })
  readonly configured!: string;
}
