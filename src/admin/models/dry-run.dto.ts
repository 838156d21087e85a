import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { PartField, TextField, TextsField } from '../http/fields.js';

/** A filter to try out. */
export class TriedFilterDto {
  @TextsField({ description: 'Patterns of names to keep; none means all' })
  readonly include?: readonly string[];

  @TextsField({ description: 'Patterns of names to leave out, even when they are included' })
  readonly exclude?: readonly string[];
}

/** What to try out, and on whose models. */
export class DryRunDto {
  @PartField(() => TriedFilterDto, { required: true, description: 'The filter to try out' })
  readonly filter!: TriedFilterDto;

  @TextField({
    max: 256,
    description:
      'Name of an endpoint: the filter stands in place of its own. Without one it stands in place of the ' +
      '`model_filter` of all endpoints. The other of the two goes on counting',
  })
  readonly endpoint?: string;
}

/** What a filter would make of the list of one endpoint. */
export class EndpointDryRunDto {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: 'integer', description: 'How many it would offer' })
  readonly kept_count!: number;

  @ApiProperty({ type: 'integer', description: 'How many it lists and would not offer' })
  readonly dropped_count!: number;

  @ApiProperty({ type: [String], description: 'Names, a thousand at most' })
  readonly kept!: string[];

  @ApiProperty({ type: [String], description: 'Names, a thousand at most' })
  readonly dropped!: string[];

  @ApiPropertyOptional({
    description: 'Why it could not be asked; names are those that it is known for then',
  })
  readonly error?: string;
}

/** What a filter would do. */
export class DryRunReportDto {
  @ApiProperty({ type: [EndpointDryRunDto], description: 'In configuration order' })
  readonly endpoints!: EndpointDryRunDto[];
}
