import type { NewsView, Snapshot, Tick } from '../../wire.js';
import { store } from './store.svelte.js';

/** How the page hears of Olla. */
export type Connection = 'connecting' | 'live' | 'polling' | 'lost' | 'refused';

const POLL_MS = 3_000;
const RETRY_MS = 2_000;
/** After so long without a word the connection is taken for dead: ticks come every second. */
const SILENT_MS = 6_000;
const POLLS_PER_RETRY = 5;

/** Listens to Olla: by events, and where these do not get through by asking again and again. */
class Feed {
  connection = $state<Connection>('connecting');
  /** Why there is nothing to see, in Olla's words. */
  reason = $state('');
  #events: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #polls = 0;

  start(): void {
    this.#listen();
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  stop(): void {
    this.#quiet();
  }

  /** Tries again at once. */
  retry(): void {
    this.#quiet();
    this.#listen();
  }

  #listen(): void {
    const events = new EventSource('events');
    this.#events = events;
    this.#heard();
    events.addEventListener('snapshot', ({ data }: MessageEvent<string>) => {
      store.begin(JSON.parse(data) as Snapshot);
      this.#live();
    });
    events.addEventListener('tick', ({ data }: MessageEvent<string>) => {
      store.tick(JSON.parse(data) as Tick);
      this.#live();
    });
    events.addEventListener('news', ({ data }: MessageEvent<string>) =>
      store.tell(JSON.parse(data) as NewsView),
    );
    events.addEventListener('error', () => void this.#ask());
  }

  #live(): void {
    this.connection = 'live';
    this.reason = '';
    this.#polls = 0;
    this.#heard();
  }

  #heard(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => void this.#ask(), SILENT_MS);
  }

  /** Events have failed: asking tells why, and is better than nothing. */
  async #ask(): Promise<void> {
    this.#quiet();
    await this.#poll();
    const again = this.connection === 'polling' && this.#polls++ % POLLS_PER_RETRY !== 0;
    const next = again ? (): void => void this.#ask() : (): void => this.#listen();
    this.#timer = setTimeout(next, this.connection === 'polling' ? POLL_MS : RETRY_MS);
  }

  async #poll(): Promise<void> {
    try {
      const answer = await fetch('snapshot', { cache: 'no-store', signal: AbortSignal.timeout(SILENT_MS) });
      if (answer.status === 403 || answer.status === 404) {
        this.reason =
          answer.status === 403
            ? (await answer.text()).trim()
            : 'The dashboard is switched off (dashboard.enabled).';
        this.connection = 'refused';
        return;
      }
      if (!answer.ok) throw new Error(`Olla answered ${answer.status}`);
      store.begin((await answer.json()) as Snapshot);
      this.connection = 'polling';
    } catch (error) {
      this.reason = error instanceof TypeError ? 'Olla does not answer.' : (error as Error).message;
      this.connection = 'lost';
    }
  }

  /** Nobody looks at a hidden page: it costs nothing then. */
  #seen(): void {
    if (document.hidden) this.#quiet();
    else this.retry();
  }

  #quiet(): void {
    this.#events?.close();
    this.#events = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
  }
}

export const feed = new Feed();
