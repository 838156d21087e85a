import type { ResidentModel } from '../../../core/load.js';
import type { LoadReading } from '../load-reader.js';
import { entriesOf, type Fields, fieldsOf, nameIn } from '../told-fields.js';

/**
 * The models of a llama.cpp server that runs several, each with a state of its own; undefined for a list
 * without states. One that sleeps or failed is not in memory.
 */
export function routedModels(json: unknown): LoadReading | undefined {
  const entries = entriesOf(fieldsOf(json)['data']);
  if (!entries?.some((entry) => stateOf(entry) !== undefined)) return undefined;
  const residents = entries.flatMap((entry): ResidentModel[] => {
    const name = nameIn(entry, 'id');
    const state = stateOf(entry);
    return name !== undefined && (state === 'loaded' || state === 'loading') ? [{ name, state }] : [];
  });
  return { source: '/models', residents };
}

const stateOf = (entry: Fields): string | undefined => nameIn(fieldsOf(entry['status']), 'value');
