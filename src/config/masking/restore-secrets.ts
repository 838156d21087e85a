import { ConfigError } from '../config-error.js';
import { MASK, replaced } from './masked-text.js';
import { YamlDocument } from '../yaml/yaml-document.js';
import { secretPlaces } from './secret-places.js';

/**
 * Puts the secrets of `original` back where a text has their masks: at the same key, where entries of lists go by
 * their URL or name.
 * @throws ConfigError for a mask that stands for nothing that is known
 */
export function restoreSecrets(text: string, original: string): string {
  // What cannot be read is told by those who read it next.
  if (!text.includes(MASK) || new YamlDocument(text).problems.length > 0) return text;
  const masks = secretPlaces(text).filter(({ value }) => value === MASK);
  if (masks.length === 0) return text;
  const known = new Map(secretPlaces(original).map(({ key, value }) => [key, value]));
  const unknown = masks.filter(({ key }) => !known.has(key));
  if (unknown.length > 0) {
    const problems = unknown.map(({ key }) => ({
      path: key,
      message: `${key} is masked`,
      hint: 'give the secret',
    }));
    throw new ConfigError('the configuration holds masks of secrets that are not known', problems);
  }
  return replaced(text, masks, ({ key }) => JSON.stringify(known.get(key)));
}
