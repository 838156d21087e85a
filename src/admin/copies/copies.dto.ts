import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { ChoiceField, TextField } from '../http/fields.js';

/** A model in the memory of an endpoint, and what is known of it there. */
export class CopyDto {
  @ApiProperty()
  readonly endpoint!: string;

  @ApiProperty()
  readonly model!: string;

  @ApiProperty({ enum: ['loaded', 'loading'] })
  readonly state!: 'loaded' | 'loading';

  @ApiProperty({ description: 'A pinned model makes room for no other one' })
  readonly pinned!: boolean;

  @ApiProperty({ description: 'Whether Olla can have the endpoint unload it' })
  readonly unloadable!: boolean;

  @ApiProperty({ description: 'Milliseconds that loading it there takes, as far as anybody knows' })
  readonly load_ms!: number;

  @ApiPropertyOptional({ format: 'date-time', description: 'Last use by way of Olla' })
  readonly used_at?: string;
}

/** What an endpoint was told to load or unload, and what became of it. */
export class CopyOrderDto {
  @ApiProperty()
  readonly endpoint!: string;

  @ApiProperty()
  readonly model!: string;

  @ApiProperty({ enum: ['load', 'unload'] })
  readonly kind!: 'load' | 'unload';

  @ApiProperty({
    enum: ['waiting', 'policy', 'operator'],
    description: 'Because requests waited, because of `models`, or because an operator wanted it',
  })
  readonly reason!: 'waiting' | 'policy' | 'operator';

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({
    enum: ['under_way', 'done', 'taken', 'failed'],
    description: '`taken`: the server does not say when it is done',
  })
  readonly state!: 'under_way' | 'done' | 'taken' | 'failed';

  @ApiPropertyOptional()
  readonly took_ms?: number;

  @ApiPropertyOptional({ description: 'What the server said instead' })
  readonly error?: string;
}

/** What is in memory where, as far as anybody knows, and the latest orders, newest first. */
export class CopiesDto {
  @ApiProperty({ type: [CopyDto] })
  readonly copies!: CopyDto[];

  @ApiProperty({ type: [CopyOrderDto] })
  readonly orders!: CopyOrderDto[];
}

/** A model that is to be loaded or unloaded. */
export class CopyOrderRequestDto {
  @TextField({ min: 1, max: 512, required: true, description: 'Name of the endpoint' })
  readonly endpoint!: string;

  @TextField({ min: 1, max: 512, required: true, description: 'The model, as the endpoint lists it' })
  readonly model!: string;

  @ChoiceField({ of: ['load', 'unload'], required: true, description: 'What is to be done' })
  readonly kind!: 'load' | 'unload';
}
