import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { TextField, TextsField } from '../http/fields.js';
import { ModelHolderDto } from './model.dto.js';

/** A name to look up. */
export class ResolveDto {
  @TextField({
    min: 1,
    max: 512,
    required: true,
    description: 'Name of a model or an alias, in any letter case',
  })
  readonly model!: string;

  @TextsField({
    most: 64,
    max: 1_024,
    description: 'Tries an alias out: the targets that the name would stand for, as under `model_aliases`',
  })
  readonly targets?: readonly string[];
}

/** Endpoints that would be asked, once nobody of the stages before can serve. */
export class ResolvedStageDto {
  @ApiProperty({ type: [ModelHolderDto], description: 'In configuration order, whatever their status' })
  readonly endpoints!: ModelHolderDto[];
}

/** What a name stands for. */
export class ResolvedDto {
  @ApiProperty()
  readonly model!: string;

  @ApiProperty({ enum: ['alias', 'model', 'unknown'] })
  readonly kind!: string;

  @ApiPropertyOptional({ description: 'The alias as it is configured' })
  readonly alias?: string;

  @ApiProperty({ type: [ResolvedStageDto] })
  readonly stages!: ResolvedStageDto[];
}
