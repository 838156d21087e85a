import { type ValidationError, validateSync } from 'class-validator';
import { within } from '../places.js';
import { fieldsOf, type SectionClass } from '../schema/index.js';
import type { Draft } from './draft.js';

/** What the decorators of each field ask for. */
export function fieldRule({ config, findings }: Draft): void {
  const report = (target: object, errors: readonly ValidationError[], path: string): void => {
    for (const { property, constraints, children, value } of errors) {
      const at = pathOf(target, property, path);
      for (const message of new Set(Object.values(constraints ?? {}))) findings.problem(at, message);
      if (children?.length) report(value as object, children, at);
    }
  };
  report(config, validateSync(config, { forbidUnknownValues: false }), '');
}

function pathOf(target: object, property: string, path: string): string {
  if (Array.isArray(target)) return `${path}[${property}]`;
  const field = fieldsOf(target.constructor as SectionClass).find((known) => known.property === property);
  return within(path, field?.key ?? property);
}
