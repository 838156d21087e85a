import { applyDecorators } from '@nestjs/common';
import { ApiBodyProblems } from '../http/api-problem.decorator.js';
import { ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '../http/docs.js';
import { ConfigTextDto, LONGEST_TEXT } from './config.dto.js';

/** Documents a body that is the text of a configuration, as it is or inside JSON. */
export const ApiConfigText = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ConfigTextDto),
    ApiConsumes('application/json', 'application/yaml', 'text/yaml'),
    ApiBody({
      description: 'The text as YAML, or as JSON',
      schema: {
        anyOf: [{ $ref: getSchemaPath(ConfigTextDto) }, { type: 'string', maxLength: LONGEST_TEXT }],
      },
    }),
    ApiBodyProblems(),
  );
