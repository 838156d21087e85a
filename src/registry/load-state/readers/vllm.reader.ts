import { Injectable } from '@nestjs/common';
import { type LoadQuestion, type LoadReader, type LoadReading, ReadsLoad } from '../load-reader.js';
import { engineMetrics } from './engine-metrics.js';

/** vLLM serves what it holds and counts its requests (backends.md §10.3). */
@Injectable()
@ReadsLoad('vllm')
export class VllmLoadReader implements LoadReader {
  read(question: LoadQuestion): Promise<LoadReading | undefined> {
    return engineMetrics(question, 'vllm:num_requests_running', 'vllm:num_requests_waiting');
  }
}
