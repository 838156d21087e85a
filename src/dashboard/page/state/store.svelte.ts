import type {
  AliasView,
  EndpointNow,
  EndpointView,
  LiveRequest,
  NewsView,
  SlotView,
  Snapshot,
  Story,
  SystemFacts,
  SystemNow,
  Tick,
} from '../../wire.js';
import { ratesNow, sumSince } from '../logic/traffic.js';

const KEPT_SLOTS = 90;
const KEPT_STORIES = 200;
const KEPT_NEWS = 300;

/** What is known of Olla: the last picture, and all that has changed since. Replaced piece by piece, never mutated. */
export class Store {
  /** Olla's clock at the last word that it said; 0 before the first. */
  now = $state(0);
  slotMs = $state(10_000);
  system = $state.raw<(SystemFacts & SystemNow) | undefined>(undefined);
  endpoints = $state.raw<readonly EndpointView[]>([]);
  aliases = $state.raw<readonly AliasView[]>([]);
  slots = $state.raw<readonly SlotView[]>([]);
  live = $state.raw<readonly LiveRequest[]>([]);
  liveCount = $state(0);
  stories = $state.raw<readonly Story[]>([]);
  news = $state.raw<readonly NewsView[]>([]);

  readonly rates = $derived(ratesNow(this.slots, this.now, this.slotMs));
  /** The last five minutes. */
  readonly recent = $derived(sumSince(this.slots, this.now - 300_000));

  begin(snapshot: Snapshot): void {
    this.now = snapshot.at;
    this.slotMs = snapshot.slot_ms;
    this.system = snapshot.system;
    this.endpoints = snapshot.endpoints;
    this.aliases = snapshot.aliases;
    this.slots = snapshot.slots;
    this.live = snapshot.live;
    this.liveCount = snapshot.live_count;
    this.stories = snapshot.stories;
    this.news = snapshot.news;
  }

  tick(tick: Tick): void {
    this.now = tick.at;
    if (this.system) this.system = { ...this.system, ...tick.system };
    if (tick.fleet) this.endpoints = tick.fleet;
    else if (tick.endpoints.length > 0) this.endpoints = updated(this.endpoints, tick.endpoints);
    if (tick.slots || tick.open) this.slots = this.#withSlots(tick);
    this.live = tick.live;
    this.liveCount = tick.live_count;
    if (tick.stories) this.stories = this.#withStories(tick.stories);
  }

  tell(news: NewsView): void {
    if (this.news.some(({ number }) => number === news.number)) return;
    this.news = [news, ...this.news].slice(0, KEPT_NEWS);
  }

  /** A tick may tell again what was in the picture that this page began with. */
  #withStories(told: readonly Story[]): readonly Story[] {
    const latest = this.stories[0]?.number ?? 0;
    const fresh = told.filter(({ number }) => number > latest);
    return [...fresh, ...this.stories].slice(0, KEPT_STORIES);
  }

  #withSlots({ slots: closed = [], open }: Tick): readonly SlotView[] {
    const fresh = new Set([...closed.map(({ t }) => t), ...(open ? [open.t] : [])]);
    const kept = this.slots.filter(({ t }) => !fresh.has(t));
    // What is open is told in all; its parts come when it is over.
    const begun = this.slots.find(({ t }) => t === open?.t) ?? { endpoints: {}, models: {}, keys: {} };
    const last = open ? [{ ...begun, t: open.t, all: open.all }] : [];
    return [...kept, ...closed, ...last].slice(-KEPT_SLOTS);
  }
}

function updated(
  endpoints: readonly EndpointView[],
  changed: readonly EndpointNow[],
): readonly EndpointView[] {
  const byId = new Map(changed.map((endpoint) => [endpoint.id, endpoint]));
  return endpoints.map((endpoint) => {
    const now = byId.get(endpoint.id);
    if (!now) return endpoint;
    const { id, name, url, type, priority, max_concurrent, model_count, models } = endpoint;
    const facts = { id, name, url, type, priority, max_concurrent, model_count, models };
    // A fact that is told no more is not known any more, so nothing else is kept.
    return { ...facts, ...(endpoint.detected_type && { detected_type: endpoint.detected_type }), ...now };
  });
}

export const store = new Store();
