import { Injectable } from '@nestjs/common';
import { saysLoading } from '../../../core/loading-answer.js';
import {
  type LoadAnswer,
  type LoadQuestion,
  type LoadReader,
  type LoadReading,
  ReadsLoad,
} from '../load-reader.js';
import { sumsOf } from '../prometheus.js';
import { served } from '../served-models.js';
import { entriesOf, type Fields, fieldsOf, jsonOf, sizeIn } from '../told-fields.js';
import { routedModels } from './llamacpp-router.js';

type Numbers = Pick<LoadReading, 'running' | 'waiting' | 'slots'> & { readonly source: string };

/**
 * llama.cpp's server (backends.md §10.6). `/props` and `/models` are asked first: `/slots` and `/metrics`
 * count as work to a server that may go to sleep, would keep it awake or wake it, and so are asked only
 * where it cannot sleep or where requests of ours keep it awake anyway.
 */
@Injectable()
@ReadsLoad('llamacpp')
export class LlamaCppLoadReader implements LoadReader {
  async read({ state, get }: LoadQuestion): Promise<LoadReading | undefined> {
    const first = await get('/props');
    if (isLoading(first)) return { source: '/props', unavailable: true, ...served(state, 'loading') };
    const props = fieldsOf(jsonOf(first));
    const slots = sizeIn(props, 'total_slots');
    if (slots === undefined || state.models.length > 1) {
      const router = routedModels(jsonOf(await get('/models')));
      if (router) return router;
    }
    if (props['is_sleeping'] === true) {
      return { source: '/props', residents: [], ...(slots && { slots }) };
    }
    const mayAsk = !('is_sleeping' in props) || state.load.inFlight > 0;
    const numbers = mayAsk ? ((await ofSlots(get)) ?? (await ofMetrics(get))) : undefined;
    if (numbers) return { ...(slots && { slots }), ...served(state), ...numbers };
    if (slots !== undefined) {
      return { source: '/props', slots, ...served(state), ...(mayAsk && { seldom: true as const }) };
    }
    return (await isWell(get)) ? { source: '/health', ...served(state), seldom: true } : undefined;
  }
}

type Get = LoadQuestion['get'];

const isLoading = ({ status, body }: LoadAnswer): boolean => status === 503 && saysLoading(body);

/** While a slot is free nobody waits; otherwise only the metrics, where switched on, know how many do. */
async function ofSlots(get: Get): Promise<Numbers | undefined> {
  const slots = entriesOf(jsonOf(await get('/slots')));
  if (!slots || slots.length === 0) return undefined;
  const running = slots.filter((slot: Fields) => slot['is_processing'] === true).length;
  const numbers = { source: '/slots', slots: slots.length, running };
  if (running < slots.length) return { ...numbers, waiting: 0 };
  const metrics = await ofMetrics(get);
  if (metrics?.waiting === undefined) return numbers;
  return { ...numbers, source: '/slots, /metrics', waiting: metrics.waiting };
}

async function ofMetrics(get: Get): Promise<Numbers | undefined> {
  const { status, body } = await get('/metrics');
  if (status !== 200) return undefined;
  const [running, waiting] = sumsOf(body, ['llamacpp:requests_processing', 'llamacpp:requests_deferred']);
  if (running === undefined && waiting === undefined) return undefined;
  return {
    source: '/metrics',
    ...(running !== undefined && { running }),
    ...(waiting !== undefined && { waiting }),
  };
}

async function isWell(get: Get): Promise<boolean> {
  return fieldsOf(jsonOf(await get('/health')))['status'] === 'ok';
}
