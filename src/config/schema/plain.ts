import { formatDuration } from '../../core/duration.js';
import { fieldsOf, type SectionClass, type Shape } from './field.js';
import { shownOf } from './masked.js';

/**
 * A section as a file would have it: YAML keys, durations as texts, secrets as asterisks. What its class declares as no
 * field is left out. Keys of maps may be any text, such as `constructor`.
 */
export function plainOf(section: object): Record<string, unknown> {
  const type = section.constructor as SectionClass;
  const values = section as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    fieldsOf(type).map(({ property, key, shape }) => {
      const value = values[property];
      const shown = shownOf(type, property);
      return [key, shown ? shown(value) : plainValue(value, shape)];
    }),
  );
}

function plainValue(value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return value;
  switch (shape.kind) {
    case 'section':
      return plainOf(value);
    case 'sections':
      return (value as readonly object[]).map(plainOf);
    case 'list':
      return (value as readonly unknown[]).map((item) => plainValue(item, { kind: shape.of }));
    case 'map':
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, plainValue(member, shape.of)]),
      );
    case 'duration':
      return formatDuration(value as number);
    default:
      return value;
  }
}
