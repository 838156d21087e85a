import { applyDecorators } from '@nestjs/common';
import { ApiProblem } from './api-problem.decorator.js';
import { ApiHeader } from './docs.js';

/** Documents that a change may say which state it was made up from. */
export const ApiIfMatch = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The `ETag` of the state that the change was made up from, or `*`; without it the last one wins',
      schema: { type: 'string' },
    }),
    ApiProblem(412),
  );

/** What `ApiOkResponse` and its like take to document the tag of an answer. */
export const ETAG_HEADER = {
  ETag: { description: 'What `If-Match` may name', schema: { type: 'string' as const } },
};
