import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ApiProperty } from '../http/docs.js';
import { NEWS_TYPES } from './fleet-news.js';

const LIST = new RegExp(
  `^(?:${NEWS_TYPES.map((type) => type.replace('.', '\\.')).join('|')})(?:,(?:${NEWS_TYPES.map((type) => type.replace('.', '\\.')).join('|')}))*$`,
);

/** Which news is wanted. */
export class EventsQuery {
  @IsOptional()
  @IsString()
  @MaxLength(512)
  @Matches(LIST, { message: `must be some of ${NEWS_TYPES.join(', ')}, with commas between them` })
  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'string', enum: [...NEWS_TYPES] },
    description: 'Only news of these kinds, with commas between them; all by default',
  })
  readonly types?: string;
}
