import type { Places } from '../places.js';
import { fieldsOf, type SectionClass } from '../schema/index.js';
import type { OllaConfig, Origin } from '../sections/index.js';
import type { Environment } from './interpolation.js';
import { OVERRIDES } from './overrides.js';

/** Lays the environment over a configuration. An empty or unreadable value counts as unset. */
export function applyOverrides(
  config: OllaConfig,
  env: Environment,
  places: Places,
  given: Map<string, Origin>,
): void {
  for (const [variable, path, parse] of OVERRIDES) {
    const value = env[variable] ? parse(env[variable]) : undefined;
    if (value === undefined) continue;
    place(config, path.split('.'), value);
    places.set(path, { variable });
    given.set(path, 'environment');
  }
}

function place(target: object, [key, ...rest]: readonly string[], value: unknown): void {
  const field = fieldsOf(target.constructor as SectionClass).find((known) => known.key === key);
  if (!field) throw new Error(`no field ${key} in ${target.constructor.name}`);
  if (rest.length === 0) Reflect.set(target, field.property, value);
  else place(Reflect.get(target, field.property) as object, rest, value);
}
