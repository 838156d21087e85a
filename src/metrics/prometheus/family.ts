import type { Metric } from 'prom-client';

export type Labels = Readonly<Record<string, string>>;

/** The trace of one observation (OpenMetrics 1.0, Exemplars). */
export interface Exemplar {
  readonly labelSet: Labels;
  readonly value: number;
  /** Epoch seconds. */
  readonly timestamp: number;
}

export interface Sample {
  readonly value: number;
  readonly labels: Labels;
  /** Where it is not that of the family: `…_bucket`, `…_sum`, `…_count`. */
  readonly metricName?: string;
  readonly exemplar?: Exemplar | undefined;
}

/** Samples under one name, as they are at one moment. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

const OF_NOTHING: Labels = {};
const SIX_PLACES = 1_000_000;

export const counter = (name: string, help: string, samples: readonly Sample[] | number): Family => ({
  name,
  help,
  type: 'counter',
  samples: typeof samples === 'number' ? [sample(samples)] : samples,
});

export const gauge = (name: string, help: string, samples: readonly Sample[] | number): Family => ({
  ...counter(name, help, samples),
  type: 'gauge',
});

/** A value with at most six places after the point (http-api.md §15). */
export const sample = (value: number, labels: Labels = OF_NOTHING): Sample => ({
  value: Math.round(value * SIX_PLACES) / SIX_PLACES,
  labels,
});

/** One of some states: 1 for the one that counts, 0 for the others. */
export const states = (all: readonly string[], current: string, labels: Labels, label: string): Sample[] =>
  all.map((state) => sample(Number(state === current), { ...labels, [label]: state }));

/**
 * A family in the form in which a registry of prom-client takes metrics.
 * @param openMetrics counters go without their `_total` there, which the registry adds to the samples
 */
export function metricOf({ name, help, type, samples }: Family, openMetrics: boolean): Metric {
  const shown = openMetrics && type === 'counter' ? name.replace(/_total$/, '') : name;
  const told = { name: shown, help, type, values: samples, aggregator: 'sum' };
  return { name: shown, help, type, get: () => Promise.resolve(told) } as unknown as Metric;
}
