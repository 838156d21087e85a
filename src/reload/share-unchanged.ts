import { type ConfigChange, OllaConfig } from '../config/index.js';

/**
 * The next configuration with the very objects of the one in force wherever a section says the same: whoever
 * holds on to a section, as connection pools do to `proxy`, sees that nothing has changed for it.
 * @param kept names of sections, as a file has them, that are taken from `next` whatever the changes say
 */
export function shareUnchanged(
  inForce: OllaConfig,
  next: OllaConfig,
  changes: readonly ConfigChange[],
  kept: readonly string[] = [],
): OllaConfig {
  const changed = new Set([...kept, ...changes.map(({ path }) => path.split(/[.[]/, 1)[0]!)]);
  const sections = Object.entries(inForce).filter(
    ([name, value]) => isSection(value) && !changed.has(yamlName(name)),
  );
  return Object.freeze(Object.assign(new OllaConfig(), next, Object.fromEntries(sections)));
}

const isSection = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Map);

const yamlName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
