import { Injectable } from '@nestjs/common';
import { type Metric, register, Registry } from 'prom-client';
import { OverviewService } from '../overview.service.js';
import { QueueView } from '../queue-view.js';
import { StatsService } from '../stats.service.js';
import { StickyView } from '../stats/sticky-report.js';
import { TranslatorStats } from '../stats/translator-stats.js';
import { type Family, metricOf } from './family.js';
import { MeasuredObserver } from './measured.observer.js';
import { moreFamilies } from './more.families.js';
import { originalFamilies } from './original.families.js';

/**
 * The metrics of this application, then those of the process and of extensions, which live in prom-client's own registry.
 * Ours are made of one snapshot when somebody asks, so that they agree with the status pages and with each other.
 */
@Injectable()
export class Exposition {
  constructor(
    private readonly overview: OverviewService,
    private readonly stats: StatsService,
    private readonly translators: TranslatorStats,
    private readonly sticky: StickyView,
    private readonly queue: QueueView,
    private readonly measured: MeasuredObserver,
  ) {}

  /** As text for Prometheus, or as OpenMetrics with its exemplars. */
  async render(openMetrics: boolean): Promise<{ readonly type: string; readonly text: string }> {
    const type = openMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
    const registry: AnyRegistry = new Registry();
    registry.setContentType(type);
    const ours = new Set<string>();
    const shown = openMetrics ? renamed : bySeries;
    for (const family of this.families()) {
      ours.add(family.name);
      const metric = metricOf(family, openMetrics);
      registry.registerMetric(openMetrics ? metric : bySeries(metric));
    }
    for (const metric of register.getMetricsAsArray() as unknown as Metric[])
      if (!ours.has(nameOf(metric))) registry.registerMetric(shown(metric));
    return { type, text: await registry.metrics() };
  }

  /** Ours, as they are now. */
  families(): readonly Family[] {
    const { stats } = this;
    const overview = this.overview.take();
    const { byModel } = overview.fleet;
    const snapshot = {
      overview,
      traffic: stats.traffic,
      models: stats.models,
      listed: new Map([...stats.models].filter(([name]) => byModel.has(name.toLowerCase()))),
      callers: stats.callers,
      translators: this.translators.translators,
      sticky: this.sticky.stickyView(),
      queue: this.queue.queueView(),
    };
    return [...originalFamilies(snapshot), ...moreFamilies(snapshot), ...this.measured.families()];
  }
}

type AnyRegistry = Pick<Registry, 'registerMetric' | 'metrics'> & { setContentType(type: string): void };

interface Told {
  readonly name: string;
  readonly type: string;
}

const nameOf = (metric: Metric): string => (metric as unknown as Told).name;

/** A registry takes `_total` off a counter's name for good: what it gets is a stand-in. */
function renamed(metric: Metric): Metric {
  const { type } = metric as unknown as Told;
  const name = type === 'counter' ? nameOf(metric).replace(/_total$/, '') : nameOf(metric);
  const get = async (): Promise<object> => ({ ...(await metric.get()), name });
  return { name, type, get } as unknown as Metric;
}

interface Sample {
  readonly metricName?: string;
}

/**
 * The text format wants lines of one name together: all buckets of a histogram, then all sums, then all counts. OpenMetrics
 * wants what has the same labels together, which is how prom-client has it.
 */
function bySeries(metric: Metric): Metric {
  const { name, type } = metric as unknown as Told;
  if (type !== 'histogram' && type !== 'summary') return metric;
  const get = async (): Promise<object> => {
    const told = await metric.get();
    const values = told.values as readonly Sample[];
    const series = [...new Set(values.map(({ metricName }) => metricName))];
    const together = series.flatMap((one) => values.filter(({ metricName }) => metricName === one));
    return { ...told, values: together };
  };
  return { name, type, get } as unknown as Metric;
}
