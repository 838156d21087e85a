import { Injectable } from '@nestjs/common';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { served } from '../served-models.js';
import { fieldsOf, jsonOf, nameIn } from '../told-fields.js';
import { engineMetrics } from './engine-metrics.js';

const MODEL_INFO = '/get_model_info';

/** SGLang serves what it holds and, when it was started with metrics, counts its requests (backends.md §10.5). */
@Injectable()
@ReadsLoad('sglang')
export class SglangLoadReader implements LoadReader {
  async read(question: LoadQuestion): Promise<LoadReading | undefined> {
    const told = await engineMetrics(question, 'sglang:num_running_reqs', 'sglang:num_queue_reqs');
    if (told && !told.seldom) return told;
    const model = nameIn(fieldsOf(jsonOf(await question.get(MODEL_INFO))), 'model_path');
    if (model === undefined) return told;
    const { residents = [] } = served(question.state);
    return { source: MODEL_INFO, residents: [...residents, { name: model, state: 'loaded' }], seldom: true };
  }
}
