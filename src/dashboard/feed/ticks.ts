import { Injectable } from '@nestjs/common';
import { type Overview, OverviewService, QueueView } from '../../metrics/index.js';
import { ActiveExchanges } from '../../proxy/index.js';
import { SLOT_MS, startOf, TrafficRecord } from '../traffic/traffic-record.js';
import type { EndpointNow, SlotView, Story, Tick } from '../wire.js';
import { endpointsNow, endpointViews } from './endpoint-views.js';
import { liveRequests } from './live-requests.js';
import { systemNow } from './system-views.js';

/** Tells what has changed from one call to the next; one for all who watch. */
@Injectable()
export class Ticks {
  /** What was said of each endpoint the last time. */
  #said: ReadonlyMap<string, string> = new Map();
  #modelsVersion = -1;
  #slotsFrom = 0;
  #told = 0;

  constructor(
    private readonly overview: OverviewService,
    private readonly traffic: TrafficRecord,
    private readonly active: ActiveExchanges,
    private readonly queue: QueueView,
  ) {}

  /** Changes are those from now on. */
  begin(): void {
    const overview = this.overview.take();
    this.#changed(endpointsNow(overview));
    this.#modelsVersion = overview.fleet.modelsVersion;
    this.#slotsFrom = startOf(overview.now);
    this.#told = this.traffic.told;
  }

  next(): Tick {
    const overview = this.overview.take();
    const { now } = overview;
    const open = this.traffic.open(now);
    const slots = this.#closedSlots(now);
    const stories = this.#newStories();
    return {
      at: now,
      system: systemNow(overview, this.queue.queueView()),
      endpoints: this.#changed(endpointsNow(overview)),
      ...this.#fleet(overview),
      ...(open && { open: { t: open.startedAt, all: open.all } }),
      ...(slots.length > 0 && { slots }),
      live: liveRequests(this.active),
      live_count: this.active.size,
      ...(stories.length > 0 && { stories }),
    };
  }

  #changed(views: readonly EndpointNow[]): EndpointNow[] {
    const said = new Map<string, string>();
    const changed = views.filter((view) => {
      const text = JSON.stringify(view);
      said.set(view.id, text);
      return this.#said.get(view.id) !== text;
    });
    this.#said = said;
    return changed;
  }

  #fleet(overview: Overview): Pick<Tick, 'fleet'> {
    const { modelsVersion } = overview.fleet;
    if (modelsVersion === this.#modelsVersion) return {};
    this.#modelsVersion = modelsVersion;
    return { fleet: endpointViews(overview) };
  }

  #closedSlots(now: number): readonly SlotView[] {
    const openFrom = startOf(now);
    if (openFrom < this.#slotsFrom + SLOT_MS) return [];
    const closed = this.traffic.slots(now, this.#slotsFrom).filter(({ t }) => t < openFrom);
    this.#slotsFrom = openFrom;
    return closed;
  }

  #newStories(): readonly Story[] {
    const { stories, told } = this.traffic;
    const fresh = stories.slice(0, told - this.#told);
    this.#told = told;
    return fresh;
  }
}
