import type { Model } from '../../core/model.js';
import { isJsonObject, type JsonObject } from './json-fields.js';

const MOST_MODELS = 10_000;
const LONGEST_NAME = 512;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Whether the list field is there: an array, or the `null` that Go servers write for an empty one. */
export function hasList(json: unknown, key: string): boolean {
  return isJsonObject(json) && (Array.isArray(json[key]) || json[key] === null);
}

/** Turns the entries that carry a usable name into models, at most ten thousand. */
export function readModels(
  json: unknown,
  listKey: string,
  nameKey: string,
  toModel: (name: string, entry: JsonObject) => Model,
): Model[] {
  const list = isJsonObject(json) ? json[listKey] : undefined;
  const models: Model[] = [];
  if (!Array.isArray(list)) return models;
  for (const entry of list as unknown[]) {
    if (models.length === MOST_MODELS) break;
    if (!isJsonObject(entry)) continue;
    const name = entry[nameKey];
    if (isUsableName(name)) models.push(toModel(name, entry));
  }
  return models;
}

function isUsableName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name.length <= LONGEST_NAME &&
    name.trim() !== '' &&
    !CONTROL_CHARACTER.test(name)
  );
}
