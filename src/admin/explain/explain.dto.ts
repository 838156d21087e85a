import { IsObject, ValidateIf } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '../http/docs.js';
import { ChoiceField, TextField, TextMapField } from '../http/fields.js';

/** A request that nobody sends. */
export class ExplainDto {
  @TextField({
    min: 1,
    max: 2_048,
    pattern: /^\/olla\/[!-~]*$/,
    required: true,
    description: 'Path and query as a client sends them',
    example: '/olla/openai/v1/chat/completions',
  })
  readonly path!: string;

  @ChoiceField({
    of: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
    description: 'POST by default',
  })
  readonly method?: string;

  @TextField({ max: 512, description: 'Model of the body: short for a body with nothing else in it' })
  readonly model?: string;

  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The JSON body: a conversation, tools and pictures may decide where it goes',
  })
  readonly body?: Record<string, unknown>;

  @TextMapField({
    description: 'Headers of the request: those that strategies and sticky sessions look at',
  })
  readonly headers?: Readonly<Record<string, string>>;

  @TextField({ max: 256, description: 'Name of the key of `access.keys` that the client has' })
  readonly key?: string;

  @TextField({ max: 64, description: 'Address of the client; 127.0.0.1 by default' })
  readonly client?: string;
}

/** What would become of one endpoint. */
export class EndpointVerdictDto {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({
    enum: ['chosen', 'possible', 'standby', 'hindered', 'excluded'],
    description:
      '`possible`: the choice is made among these at the time; `standby`: if those before it fail; `hindered`: not at this moment; ' +
      '`excluded`: not for this request',
  })
  readonly verdict!: string;

  @ApiProperty({ description: 'Why, for people' })
  readonly reason!: string;

  @ApiPropertyOptional({ description: 'Why, for programs; absent when nothing speaks against it' })
  readonly code?: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Its tier; 1 is asked first' })
  readonly tier?: number;

  @ApiPropertyOptional({
    description: 'What it would be sent as the name of the model, where that is another one',
  })
  readonly model_name?: string;

  @ApiPropertyOptional({ description: 'The path that it would be asked for' })
  readonly path?: string;
}

/** Why a request goes where it goes. */
export class DecisionDto {
  @ApiProperty()
  readonly strategy!: string;

  @ApiProperty({ enum: ['routed', 'rejected', 'fallback'] })
  readonly action!: string;

  @ApiProperty()
  readonly reason!: string;
}

/** What the conversation has to do with it. */
export class ExplainedStickyDto {
  @ApiProperty({ description: 'Where the key of the conversation comes from' })
  readonly source!: string;

  @ApiPropertyOptional({ description: 'The endpoint that it is pinned to; absent when there is none yet' })
  readonly pinned_to?: string;
}

/** Where a request would go, and why. */
export class ExplainedDto {
  @ApiProperty({
    enum: ['forwarded', 'answered', 'refused'],
    description: '`answered`: by Olla itself, from what it knows',
  })
  readonly outcome!: string;

  @ApiProperty({ description: 'The whole of it in a sentence' })
  readonly summary!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Status of the refusal' })
  readonly status?: number;

  @ApiPropertyOptional({ description: 'The model as it is looked up; absent when the request names none' })
  readonly model?: string;

  @ApiPropertyOptional({
    description: 'The kind of server that the path asks for; absent when it is for all',
  })
  readonly provider?: string;

  @ApiPropertyOptional({ type: [String], description: 'What the model must be able to do' })
  readonly needs?: string[];

  @ApiPropertyOptional({ type: DecisionDto })
  readonly decision?: DecisionDto;

  @ApiPropertyOptional({ type: ExplainedStickyDto, description: 'Absent when no conversation is recognised' })
  readonly sticky?: ExplainedStickyDto;

  @ApiProperty({ description: 'The name of the strategy that picks: `proxy.load_balancer`' })
  readonly load_balancer!: string;

  @ApiPropertyOptional({
    description:
      'The endpoint that would be asked first; absent when nobody would be, or the pick is made at the time',
  })
  readonly chosen?: string;

  @ApiProperty({
    type: [EndpointVerdictDto],
    description: 'Every endpoint of the fleet, in configuration order',
  })
  readonly endpoints!: EndpointVerdictDto[];
}
