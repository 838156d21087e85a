import { Injectable } from '@nestjs/common';
import type { ResidentModel } from '../../../core/load.js';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { entriesOf, fieldsOf, jsonOf, nameIn } from '../told-fields.js';

const SOURCE = '/api/v1/health';

/** Lemonade names the models that it has loaded; older releases only the last one (backends.md §10.7). */
@Injectable()
@ReadsLoad('lemonade')
export class LemonadeLoadReader implements LoadReader {
  async read({ get }: LoadQuestion): Promise<LoadReading | undefined> {
    const health = fieldsOf(jsonOf(await get(SOURCE)));
    const all = entriesOf(health['all_models_loaded']);
    if (!all && !('model_loaded' in health)) return undefined;
    const names = all ? all.map((entry) => nameIn(entry, 'model_name')) : [nameIn(health, 'model_loaded')];
    const residents = names.flatMap((name): ResidentModel[] => (name ? [{ name, state: 'loaded' }] : []));
    return { source: SOURCE, residents };
  }
}
