import { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';

const TIME = { format: 'date-time' } as const;
const COUNT = { type: 'integer' } as const;

/** The breaker of the request path. */
export class BreakerDto {
  @ApiProperty({ enum: ['closed', 'open', 'half-open'] })
  readonly state!: string;

  @ApiProperty({ ...COUNT, description: 'Failures in a row' })
  readonly failures!: number;

  @ApiProperty({ ...COUNT, description: 'Milliseconds until it lets a request through' })
  readonly retry_in_ms!: number;
}

/** What the backend told of itself. */
export class ToldDto {
  @ApiProperty(TIME)
  readonly at!: string;

  @ApiProperty({ example: '/api/ps' })
  readonly source!: string;

  @ApiPropertyOptional({ type: [String], description: 'Models in memory' })
  readonly loaded_models?: readonly string[];

  @ApiPropertyOptional(COUNT)
  readonly running?: number;

  @ApiPropertyOptional(COUNT)
  readonly waiting?: number;

  @ApiPropertyOptional(COUNT)
  readonly slots?: number;

  @ApiPropertyOptional({ ...COUNT, description: 'Bytes' })
  readonly free_memory?: number;
}

/** How busy it is. */
export class EndpointLoadDto {
  @ApiProperty({ ...COUNT, description: 'Requests under way' })
  readonly in_flight!: number;

  @ApiPropertyOptional({ ...TIME, description: 'Until when it asked to be left alone' })
  readonly held_until?: string;

  @ApiPropertyOptional({ ...TIME, description: 'When the last byte came from it' })
  readonly last_byte_at?: string;

  @ApiPropertyOptional({ type: ToldDto })
  readonly told?: ToldDto;
}

/** What it has to offer. */
export class EndpointModelsDto {
  @ApiProperty(COUNT)
  readonly count!: number;

  @ApiPropertyOptional({ ...TIME, description: 'When its list was last read' })
  readonly listed_at?: string;
}

/** How its probes go. */
export class LastCheckDto {
  @ApiPropertyOptional(TIME)
  readonly at?: string;

  @ApiPropertyOptional(TIME)
  readonly next_at?: string;

  @ApiProperty({ description: 'Milliseconds of the last probe' })
  readonly latency_ms!: number;

  @ApiProperty(COUNT)
  readonly consecutive_failures!: number;
}

/** One endpoint: how it is configured, and how it is. */
export class EndpointDto {
  @ApiProperty({ description: 'Unique: what paths of this API name it by' })
  readonly name!: string;

  @ApiProperty({ description: 'Without credentials and query' })
  readonly url!: string;

  @ApiProperty()
  readonly type!: string;

  @ApiPropertyOptional({ description: 'What an endpoint of type `auto` turned out to be' })
  readonly detected_type?: string;

  @ApiProperty({ description: 'What `discovery.type` says: where endpoints come from', example: 'static' })
  readonly source!: string;

  @ApiProperty({ description: 'Whether this API can change its configuration' })
  readonly editable!: boolean;

  @ApiProperty({
    enum: ['healthy', 'busy', 'warming', 'offline', 'unhealthy', 'unknown', 'config_error', 'rate_limited'],
  })
  readonly status!: string;

  @ApiProperty({ description: 'Whether it gets no new requests until it is resumed' })
  readonly draining!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As a file would have it, secrets masked; what can be changed',
  })
  readonly config!: Record<string, unknown>;

  @ApiProperty({ type: BreakerDto })
  readonly breaker!: BreakerDto;

  @ApiProperty({ type: EndpointLoadDto })
  readonly load!: EndpointLoadDto;

  @ApiProperty({ type: EndpointModelsDto })
  readonly models!: EndpointModelsDto;

  @ApiProperty({ type: LastCheckDto })
  readonly last_check!: LastCheckDto;

  @ApiProperty({ description: 'The tag of its configuration, for `If-Match`' })
  readonly etag!: string;
}

/** Every endpoint, in configuration order. */
export class EndpointsDto {
  @ApiProperty({ type: [EndpointDto] })
  readonly endpoints!: EndpointDto[];
}

/** A change of the configuration, and what the endpoint is like now. */
export class EndpointChangeDto extends ChangeAnswerDto {
  @ApiProperty({ type: EndpointDto })
  readonly endpoint!: EndpointDto;
}

/** A change that took an endpoint away. */
export class EndpointRemovalDto extends ChangeAnswerDto {
  @ApiProperty({ ...COUNT, description: 'Requests under way there, which go on to their end' })
  readonly in_flight!: number;
}
