import { Injectable } from '@nestjs/common';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { served, servedAlone } from '../served-models.js';
import { fieldsOf, jsonOf } from '../told-fields.js';

const SOURCE = '/is_sleeping';

/** LMDeploy can be put to sleep and then serves nobody until somebody wakes it (backends.md §10.8). */
@Injectable()
@ReadsLoad('lmdeploy')
export class LmDeployLoadReader implements LoadReader {
  async read({ state, get }: LoadQuestion): Promise<LoadReading | undefined> {
    const { is_sleeping: sleeping } = fieldsOf(jsonOf(await get(SOURCE)));
    if (sleeping === true) return { source: SOURCE, residents: [], unavailable: true };
    return sleeping === false ? { source: SOURCE, ...served(state) } : servedAlone(state);
  }
}
