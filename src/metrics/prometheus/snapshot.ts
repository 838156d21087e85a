import type { Overview } from '../overview.service.js';
import type { QueueFigures } from '../queue-view.js';
import type { StickyFigures } from '../stats/sticky-report.js';
import type { TranslatorTally } from '../stats/translator-stats.js';
import type { ModelFigures } from '../traffic/model-traffic.js';
import type { TrafficFigures } from '../traffic/traffic.js';

/** Everything that one exposition is made of, read at one moment. */
export interface Snapshot {
  readonly overview: Overview;
  readonly traffic: TrafficFigures;
  /** By name: bounded by what was counted. */
  readonly models: ReadonlyMap<string, ModelFigures>;
  /** Those of them that an endpoint lists: only they make series, since any other name may be a client's invention. */
  readonly listed: ReadonlyMap<string, ModelFigures>;
  readonly callers: ReadonlyMap<string, TrafficFigures>;
  readonly translators: ReadonlyMap<string, TranslatorTally>;
  readonly sticky: StickyFigures;
  readonly queue: QueueFigures;
}
