import { Injectable } from '@nestjs/common';
import type { ResidentModel } from '../../../core/load.js';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { amountIn, entriesOf, type Fields, fieldsOf, jsonOf, nameIn, sizeIn } from '../told-fields.js';

const SOURCE = '/v1/models/status';

/** oMLX tells what is in memory, what is on its way there and how much room is left (backends.md §10.10). */
@Injectable()
@ReadsLoad('omlx')
export class OmlxLoadReader implements LoadReader {
  async read({ get }: LoadQuestion): Promise<LoadReading | undefined> {
    const status = fieldsOf(jsonOf(await get(SOURCE)));
    const entries = entriesOf(status['models']);
    if (!entries) return undefined;
    const most = sizeIn(status, 'max_model_memory');
    const used = amountIn(status, 'current_model_memory');
    const room = most !== undefined && used !== undefined;
    return {
      source: SOURCE,
      residents: entries.flatMap(resident),
      ...(room && { freeMemoryBytes: Math.max(0, most - used) }),
    };
  }
}

function resident(entry: Fields): ResidentModel[] {
  const name = nameIn(entry, 'id');
  const state = entry['loaded'] === true ? 'loaded' : entry['is_loading'] === true ? 'loading' : undefined;
  if (name === undefined || state === undefined) return [];
  const sizeBytes = sizeIn(entry, 'estimated_size');
  return [{ name, state, ...(sizeBytes && { sizeBytes }) }];
}
