import { Injectable } from '@nestjs/common';
import type { ResidentModel } from '../../../core/load.js';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { amountIn, entriesOf, type Fields, fieldsOf, jsonOf, nameIn, sizeIn } from '../told-fields.js';

const OLDER = '/api/v0/models';
const NEWER = '/api/v1/models';

/**
 * LM Studio says of each model whether it is loaded (backends.md §10.2). A path that it does not have is
 * answered with 200 and noted on its console, so the newer list is asked for only where the older is gone.
 */
@Injectable()
@ReadsLoad('lm-studio')
export class LmStudioLoadReader implements LoadReader {
  async read({ get }: LoadQuestion): Promise<LoadReading | undefined> {
    const listed = entriesOf(fieldsOf(jsonOf(await get(OLDER)))['data']);
    if (listed) return ofStates(listed);
    const keyed = entriesOf(fieldsOf(jsonOf(await get(NEWER)))['models']);
    return keyed && ofInstances(keyed);
  }
}

/** A list without any state is somebody else's. */
function ofStates(entries: readonly Fields[]): LoadReading | undefined {
  if (entries.length > 0 && entries.every((entry) => nameIn(entry, 'state') === undefined)) return undefined;
  const residents = entries.flatMap((entry): ResidentModel[] => {
    const name = nameIn(entry, 'id');
    const { state } = entry;
    return name !== undefined && (state === 'loaded' || state === 'loading') ? [{ name, state }] : [];
  });
  return { source: OLDER, residents };
}

/** Each loaded model has instances, and each of those answers a number of requests at once. */
function ofInstances(entries: readonly Fields[]): LoadReading {
  const residents: ResidentModel[] = [];
  let slots = 0;
  for (const entry of entries) {
    const instances = entriesOf(entry['loaded_instances']) ?? [];
    const key = nameIn(entry, 'key');
    if (instances.length === 0 || key === undefined) continue;
    const sizeBytes = sizeIn(entry, 'size_bytes');
    const names = new Set([key, ...instances.flatMap((instance) => nameIn(instance, 'id') ?? [])]);
    for (const name of names) residents.push({ name, state: 'loaded', ...(sizeBytes && { sizeBytes }) });
    for (const { config } of instances) slots += amountIn(fieldsOf(config), 'parallel') ?? 0;
  }
  return { source: NEWER, residents, ...(slots > 0 && { slots }) };
}
