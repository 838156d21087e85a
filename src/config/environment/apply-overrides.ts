import { fieldsOf, type SectionClass } from '../schema/index.js';
import { applyGenericVariables, type Overlay } from './generic-variables.js';
import type { Environment } from './interpolation.js';
import { OVERRIDES } from './overrides.js';

/**
 * Lays the environment over a configuration: the variables with names of their own, then the generic ones. An empty
 * value counts as unset, and so, with a notice, does one that cannot be read.
 */
export function applyOverrides(env: Environment, overlay: Overlay): void {
  const { config, findings, given } = overlay;
  for (const [variable, path, reader] of OVERRIDES) {
    const text = env[variable];
    if (!text) continue;
    const value = reader.read(text);
    if (value === undefined) {
      const message = `${variable} is ignored: must be ${reader.wanted}, got ${JSON.stringify(text)}`;
      findings.ignoredVariable(variable, { path, message }, 'value');
      continue;
    }
    place(config, path.split('.'), value);
    findings.places.set(path, { variable });
    given.set(path, 'environment');
  }
  applyGenericVariables(env, overlay);
}

function place(target: object, [key, ...rest]: readonly string[], value: unknown): void {
  const field = fieldsOf(target.constructor as SectionClass).find((known) => known.key === key);
  if (!field) throw new Error(`no field ${key} in ${target.constructor.name}`);
  if (rest.length === 0) Reflect.set(target, field.property, value);
  else place(Reflect.get(target, field.property) as object, rest, value);
}
