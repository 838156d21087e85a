import type { LoadQuestion, LoadReading } from '../load-reader.js';
import { sumsOf } from '../prometheus.js';
import { served, servedAlone } from '../served-models.js';

const SOURCE = '/metrics';

/**
 * What an inference engine tells Prometheus: how many requests it works on and how many wait. Where the
 * metrics are switched off, its models are in memory all the same.
 */
export async function engineMetrics(
  { state, get }: LoadQuestion,
  runningName: string,
  waitingName: string,
): Promise<LoadReading | undefined> {
  const { status, body } = await get(SOURCE);
  const [running, waiting] = status === 200 ? sumsOf(body, [runningName, waitingName]) : [];
  if (running === undefined && waiting === undefined) return servedAlone(state);
  return {
    source: SOURCE,
    ...served(state),
    ...(running !== undefined && { running }),
    ...(waiting !== undefined && { waiting }),
  };
}
