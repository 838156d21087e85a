import { type ArgumentMetadata, Injectable, type ValidationError, ValidationPipe } from '@nestjs/common';
import { invalid, type Problem, type ProblemPart } from './problem.js';

/** Turns bodies, queries and path parameters into their classes; what does not fit is told whole, field by field. */
@Injectable()
export class AdminValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: false,
      exceptionFactory: (errors) => refusal(partsOf(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body' || !this.toValidate(metadata)) return super.transform(value, metadata);
    // No body at all is an empty one.
    const body = value ?? {};
    if (!isObject(body)) throw refusal([{ path: '', detail: 'must be a JSON object' }]);
    return super.transform(body, metadata);
  }
}

const refusal = (errors: readonly ProblemPart[]): Problem =>
  invalid('The request has content that is not accepted', errors);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function partsOf(errors: readonly ValidationError[], above = ''): ProblemPart[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = pathTo(above, property);
    const own = Object.values(constraints).map((detail) => ({ path, detail }));
    return [...own, ...partsOf(children, path)];
  });
}

function pathTo(above: string, property: string): string {
  if (/^\d+$/.test(property)) return `${above}[${property}]`;
  return above === '' ? property : `${above}.${property}`;
}
