import type { Model, ModelDetails } from '../../../core/model.js';
import { compact, inner, isJsonObject, positive, text, texts, type JsonObject } from './json-fields.js';

const LATEST_SECOND = 8.64e12;

/** A model of what an entry says; details that say nothing are left out. */
export function modelOf(name: string, facts: Omit<Model, 'name'>): Model {
  const details = facts.details && compact(facts.details);
  const told = details && Object.keys(details).length > 0;
  return compact<Model>({ name, ...facts, details: told ? details : undefined });
}

/** When the model was made, from the Unix seconds in `created`. */
export function createdAt(entry: JsonObject): string | undefined {
  const seconds = positive(entry, 'created');
  if (!seconds || seconds > LATEST_SECOND) return undefined;
  return new Date(seconds * 1_000).toISOString();
}

/** `owned_by`, unless it is the name of one of these engines: those own nothing. */
export function ownerUnless(entry: JsonObject, ...engines: readonly string[]): string | undefined {
  const owner = text(entry, 'owned_by');
  return owner !== undefined && engines.includes(owner) ? undefined : owner;
}

/** What vLLM and its relatives tell of an adapter: the model under it. */
export function parentOf(entry: JsonObject): string | undefined {
  const parent = entry['parent'];
  return typeof parent === 'string' ? parent : undefined;
}

/** What the server says that the model can do: a list of words, or switches of which those count that are on. */
export function capabilitiesOf(entry: JsonObject, key = 'capabilities'): ModelDetails['capabilities'] {
  const listed = texts(entry, key);
  if (listed || !isJsonObject(entry[key])) return listed;
  const on = Object.entries(inner(entry, key)).flatMap(([name, value]) => (value === true ? [name] : []));
  return on.length > 0 ? on : undefined;
}
