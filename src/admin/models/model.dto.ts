import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';

const COUNT = { type: 'integer' } as const;

/** One endpoint that lists a model. */
export class ModelHolderDto {
  @ApiProperty({ description: 'Name of the endpoint' })
  readonly endpoint!: string;

  @ApiProperty({ description: 'Without credentials and query' })
  readonly url!: string;

  @ApiProperty({ description: "The endpoint's own spelling: what it is sent" })
  readonly native_name!: string;

  @ApiProperty({ description: 'How the endpoint is' })
  readonly status!: string;

  @ApiProperty()
  readonly draining!: boolean;
}

/** One model, whatever its endpoints call it. */
export class ModelDto {
  @ApiProperty()
  readonly id!: string;

  @ApiPropertyOptional()
  readonly family?: string;

  @ApiPropertyOptional({ example: '7b' })
  readonly parameter_size?: string;

  @ApiPropertyOptional({ example: 'q4_k_m' })
  readonly quantization?: string;

  @ApiPropertyOptional()
  readonly format?: string;

  @ApiPropertyOptional(COUNT)
  readonly max_context_length?: number;

  @ApiPropertyOptional({ ...COUNT, description: 'Bytes on all disks together' })
  readonly size?: number;

  @ApiProperty({ type: [String], description: 'Names that it goes by' })
  readonly names!: readonly string[];

  @ApiProperty({ type: [String] })
  readonly capabilities!: readonly string[];

  @ApiProperty({ type: [ModelHolderDto], description: 'Who has it, in configuration order' })
  readonly endpoints!: ModelHolderDto[];
}

/** A part of the list of models. */
export class ModelsDto {
  @ApiProperty({ ...COUNT, description: 'How many there are in all' })
  readonly total!: number;

  @ApiProperty({ type: [ModelDto] })
  readonly models!: ModelDto[];
}
