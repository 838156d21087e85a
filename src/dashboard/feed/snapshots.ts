import { Injectable } from '@nestjs/common';
import { FleetEvents, type NumberedNews } from '../../admin/index.js';
import { LiveModelAliases } from '../../config/index.js';
import { OverviewService, QueueView } from '../../metrics/index.js';
import { ActiveExchanges } from '../../proxy/index.js';
import { SLOT_MS, TrafficRecord } from '../traffic/traffic-record.js';
import type { NewsView, Snapshot } from '../wire.js';
import { endpointViews } from './endpoint-views.js';
import { liveRequests } from './live-requests.js';
import { systemFacts, systemNow } from './system-views.js';

const NEWS = 100;

/** Makes the picture of everything that a page begins with. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly overview: OverviewService,
    private readonly traffic: TrafficRecord,
    private readonly active: ActiveExchanges,
    private readonly events: FleetEvents,
    private readonly aliases: LiveModelAliases,
    private readonly queue: QueueView,
  ) {}

  /** As things are now. */
  take(): Snapshot {
    const overview = this.overview.take();
    const { last } = this.events;
    return {
      at: overview.now,
      slot_ms: SLOT_MS,
      system: { ...systemFacts(overview), ...systemNow(overview, this.queue.queueView()) },
      endpoints: endpointViews(overview),
      aliases: Object.entries(this.aliases.current).map(([name, targets]) => ({ name, targets })),
      slots: this.traffic.slots(overview.now),
      live: liveRequests(this.active),
      live_count: this.active.size,
      stories: this.traffic.stories,
      news: this.events
        .since(Math.max(0, last - NEWS))
        .toReversed()
        .map(newsView),
    };
  }
}

/** What the page is told of a piece of news. */
export const newsView = ({ number, at, type, facts }: NumberedNews): NewsView => ({
  number,
  at,
  type,
  facts,
});
