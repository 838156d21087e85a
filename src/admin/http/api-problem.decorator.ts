import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from './docs.js';
import { ProblemDto } from './problem.dto.js';

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Admin tokens are configured, and this is none of them',
  403: 'The caller is not on this machine, or the request comes from a page of another site',
  404: 'There is nothing by this name, or the admin API is switched off',
  405: 'The path knows other methods: see `Allow`',
  409: 'Not possible as things stand',
  412: '`If-Match` names another state than the present one: read it again',
  413: 'The body is too large',
  415: 'The body is in a format that is not read here',
  422: 'The content means nothing: `errors` has every problem at once',
  429: 'Too many at once',
  500: 'Something went wrong inside Olla',
  503: 'Not available at present',
};

/** Documents refusals of an operation, all of them problem details. */
export const ApiProblem = (...statuses: readonly number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: MEANINGS[status] ?? 'Refused',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );

/** Documents what can be wrong with any body. */
export const ApiBodyProblems = (): MethodDecorator & ClassDecorator => ApiProblem(413, 415, 422);
