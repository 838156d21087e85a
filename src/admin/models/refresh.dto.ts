import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { TextField } from '../http/fields.js';

/** Whose list is to be read. */
export class RefreshOrderDto {
  @TextField({ max: 256, description: 'Name of an endpoint; all that can be asked without one' })
  readonly endpoint?: string;
}

/** What came of asking one endpoint. */
export class EndpointRefreshDto {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ description: 'Without credentials and query' })
  readonly url!: string;

  @ApiPropertyOptional({ description: 'What an endpoint of type `auto` turned out to be' })
  readonly detected_type?: string;

  @ApiProperty({ type: 'integer', description: 'How many models it has by now' })
  readonly models!: number;

  @ApiPropertyOptional({ description: 'What went wrong' })
  readonly error?: string;
}

/** What came of a refresh. */
export class RefreshReportDto {
  @ApiProperty({ type: 'integer' })
  readonly duration_ms!: number;

  @ApiProperty({ type: [EndpointRefreshDto], description: 'Those that were asked, in configuration order' })
  readonly endpoints!: EndpointRefreshDto[];
}
