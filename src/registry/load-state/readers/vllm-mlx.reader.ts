import { Injectable } from '@nestjs/common';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { served } from '../served-models.js';
import { fieldsOf, jsonOf } from '../told-fields.js';
import { engineMetrics } from './engine-metrics.js';

/** vLLM-MLX is up before its model is, and says so in its health (backends.md §10.4). */
@Injectable()
@ReadsLoad('vllm-mlx')
export class VllmMlxLoadReader implements LoadReader {
  async read(question: LoadQuestion): Promise<LoadReading | undefined> {
    const { model_loaded: loaded } = fieldsOf(jsonOf(await question.get('/health')));
    if (loaded === false) {
      return { source: '/health', unavailable: true, ...served(question.state, 'loading') };
    }
    return engineMetrics(question, 'vllm:num_requests_running', 'vllm:num_requests_waiting');
  }
}
