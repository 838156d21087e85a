import { setTimeout } from 'node:timers/promises';
import { exchange, state } from '../../../test/support/builders.js';
import { QueueFullError, QueueTimeoutError } from '../../core/availability-errors.js';
import { ClientCancelledError } from '../../core/client-errors.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { Candidates } from '../../registry/index.js';
import type { BalancerService } from '../balancer.service.js';
import type { Look, Placement, Selection } from './placement.js';
import { RequestQueue } from './request-queue.js';

const NONE: ReadonlySet<string> = new Set();
const urlOf = (name: string): string => `http://${name}:11434`;

interface Asks {
  readonly model?: string;
  readonly client?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: number;
}

/** One slot each; a model is served where its name says, else anywhere. */
class Rig {
  readonly order: string[] = [];
  readonly orders: string[] = [];
  takesOrders = true;
  /** Where a further copy would be worth its while. */
  copyOn = '';
  readonly #asked: Exchange[] = [];
  readonly settings = { mode: 'on', maxRequests: 100, maxBytes: 1_000, maxWait: 60_000, replicate: true };
  waitMs = 1_000;
  readonly #fleet: readonly EndpointState[];
  readonly queue: RequestQueue;

  constructor(...names: readonly string[]) {
    this.#fleet = names.map((name) => state({ name }));
    const place = (
      asked: Exchange,
      _from: Candidates,
      _tried: ReadonlySet<string>,
      look: Look,
    ): Placement => {
      const wanted = this.#fleet.filter(
        ({ endpoint: { name } }) => asked.model === 'any' || asked.model === name,
      );
      const frees = wanted.filter(
        ({ load, endpoint }) => load.inFlight + (look.ahead.get(endpoint.url) ?? 0) < 1,
      );
      const free = look.leavesRoom && frees.length < 2 ? undefined : frees[0];
      if (!free || look.behind) {
        const copyOn = this.#fleet.find(({ endpoint: { name } }) => name === this.copyOn);
        const wait = wanted[0] && { waitsFor: wanted[0].endpoint.url, waitMs: this.waitMs };
        return wait && { ...wait, ...(copyOn && look.debtMs > 50 && { copyOn }) };
      }
      free.load.inFlight++;
      return { state: free, token: 0 };
    };
    const select = (_: Exchange, { tiers }: Candidates): Selection | undefined => {
      const [state] = tiers[0] ?? [];
      return state && { state, token: 0 };
    };
    const release = ({ state: { load } }: Selection): void => void load.inFlight--;
    this.queue = new RequestQueue({
      balancer: { place, release, select } as unknown as BalancerService,
      settings: () => this.settings,
      knowsSlots: () => false,
      order: (on) => this.orders.push(on.endpoint.name) > 0 && this.takesOrders,
    });
  }

  /** Asks and, when it has its endpoint, notes its name. */
  ask(name: string, { model = 'a', client = '', headers = {}, bytes = 1 }: Asks = {}) {
    const asked = exchange({
      model,
      headers: Object.entries(headers).flat(),
      ...(client !== '' && { peer: client }),
      body: Buffer.alloc(bytes),
    });
    this.#asked.push(asked);
    const taken = this.queue.take(asked, { tiers: [this.#fleet] } as unknown as Candidates, NONE);
    const done = Promise.resolve(taken).then((selection) => {
      this.order.push(name);
      return selection;
    });
    done.catch(() => undefined);
    return { asked, done, waits: taken instanceof Promise };
  }

  /** Nobody waits any more. */
  close(): void {
    for (const { underWay } of this.#asked) underWay?.abort(new ClientCancelledError('The test is over'));
  }

  free(name: string): Promise<void> {
    const held = this.#fleet.find(({ endpoint }) => endpoint.url === urlOf(name))!;
    this.queue.release({ state: held, token: 0 });
    return new Promise((resolve) => setImmediate(resolve));
  }
}

describe('RequestQueue', () => {
  const rigs: Rig[] = [];
  const rigOf = (...names: readonly string[]): Rig => {
    const rig = new Rig(...names);
    rigs.push(rig);
    return rig;
  };

  afterEach(() => {
    for (const rig of rigs.splice(0)) rig.close();
  });

  it('hands out an endpoint at once where one has a slot', async () => {
    const rig = rigOf('a');
    const { done, waits, asked } = rig.ask('first');
    expect(waits).toBe(false);
    expect((await done)?.state.endpoint.name).toBe('a');
    expect(asked).toMatchObject({ queue: undefined, waitedMs: 0 });
    expect(rig.queue.state).toEqual({ size: 0, bytes: 0, models: new Map() });
  });

  it('lets requests wait, in turn between callers, and serves one for each slot that comes free', async () => {
    const rig = rigOf('a');
    rig.ask('a1');
    for (const name of ['a2', 'a3', 'a4']) rig.ask(name, { client: 'noisy' });
    const quiet = rig.ask('b1', { client: 'quiet' });
    expect(quiet.asked.queue).toEqual({ position: 2, waitsFor: 'a', expectedMs: 1_000 });
    expect(rig.queue.state).toEqual({ size: 4, bytes: 4, models: new Map([['a', 4]]) });
    for (let i = 0; i < 4; i++) await rig.free('a');
    expect(rig.order).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
    expect(quiet.asked.waitedMs).toBeGreaterThan(0);
    await rig.free('a');
    expect(rig.queue.state.size).toBe(0);
  });

  it('lets nobody who comes now overtake those who wait for the same', async () => {
    const rig = rigOf('a');
    const first = await rig.ask('a1').done;
    rig.ask('a2', { client: 'patient' });
    first!.state.load.inFlight--;
    const late = rig.ask('a3', { client: 'late' });
    expect(late.waits).toBe(true);
    await setTimeout(1);
    expect(rig.order).toEqual(['a1', 'a2']);
  });

  it('lets nobody stand in the way of others who wait for other endpoints', async () => {
    const rig = rigOf('a', 'b');
    rig.ask('a1');
    rig.ask('b1', { model: 'b' });
    rig.ask('a2');
    rig.ask('b2', { model: 'b' });
    rig.ask('any', { model: 'any' });
    await rig.free('b');
    expect(rig.order).toEqual(['a1', 'b1', 'b2']);
    await rig.free('b');
    expect(rig.order.at(-1)).toBe('any');
    await rig.free('a');
    expect(rig.order.at(-1)).toBe('a2');
  });

  it('keeps a slot for a caller who asks now and then, whoever stands before it', async () => {
    const rig = rigOf('a', 'b', 'c', 'd');
    const { done } = rig.ask('q1', { model: 'any', client: 'quiet' });
    const held = (await done)!;
    for (const name of ['f1', 'f2', 'f3', 'f4', 'f5', 'f6'])
      rig.ask(name, { model: 'any', client: 'floods' });
    rig.queue.release(held);
    await setTimeout(120);
    expect(rig.order).toEqual(['q1', 'f1', 'f2', 'f3']);
    const quiet = rig.ask('q2', { model: 'any', client: 'quiet' });
    await quiet.done;
    expect(rig.order).toEqual(['q1', 'f1', 'f2', 'f3', 'q2']);
  });

  it('lets classes have their shares, as far as the key allows', async () => {
    const rig = rigOf('a');
    rig.ask('first');
    for (const name of ['n1', 'n2']) rig.ask(name, { client: 'n' });
    for (const name of ['h1', 'h2', 'h3'])
      rig.ask(name, { client: 'h', headers: { 'x-olla-priority': 'High' } });
    for (let i = 0; i < 5; i++) await rig.free('a');
    expect(rig.order).toEqual(['first', 'n1', 'h1', 'h2', 'h3', 'n2']);
  });

  it('forgets a client that leaves at once', async () => {
    const rig = rigOf('a');
    rig.ask('first');
    const leaver = rig.ask('leaver');
    rig.ask('stayer');
    leaver.asked.underWay?.abort(new ClientCancelledError('The client left'));
    await expect(leaver.done).rejects.toBeInstanceOf(ClientCancelledError);
    expect(rig.queue.state.size).toBe(1);
    await rig.free('a');
    expect(rig.order).toEqual(['first', 'stayer']);
  });

  it('refuses who would wait longer than they may, and says when to come back', () => {
    const rig = rigOf('a');
    rig.ask('first');
    rig.waitMs = 8_500;
    let refused: unknown;
    try {
      rig.ask('hasty', { headers: { 'x-olla-max-wait': '2' } });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(QueueTimeoutError);
    expect(refused).toMatchObject({
      message: 'No endpoint had a free slot within 2 s',
      status: 503,
      code: 'queue_timeout',
      retryAfterSeconds: 7,
    });
  });

  it('sends nobody whose time is over though no timer has told so', async () => {
    const rig = rigOf('a');
    rig.waitMs = 0;
    rig.ask('first');
    const { done } = rig.ask('late', { headers: { 'x-olla-max-wait': '0.02' } });
    const next = rig.ask('next');
    const blockedUntil = performance.now() + 40;
    while (performance.now() < blockedUntil);
    await rig.free('a');
    await expect(done).rejects.toThrow(QueueTimeoutError);
    await next.done;
    expect(rig.order).toEqual(['first', 'next']);
  });

  it('ends the wait when the time is up', async () => {
    const rig = rigOf('a');
    rig.ask('first');
    rig.waitMs = 1;
    const { done, asked } = rig.ask('late', { headers: { 'x-olla-max-wait': '0.05' } });
    await expect(done).rejects.toMatchObject({ code: 'queue_timeout' });
    expect(asked.waitedMs).toBeGreaterThanOrEqual(45);
    expect(rig.queue.state.size).toBe(0);
  });

  it('refuses the greediest when it is full, by number and by bytes', async () => {
    const rig = rigOf('a');
    rig.settings.maxRequests = 2;
    rig.ask('first');
    rig.ask('g1', { client: 'greedy' });
    const latest = rig.ask('g2', { client: 'greedy' });
    expect(() => rig.ask('g3', { client: 'greedy' })).toThrow(QueueFullError);
    expect(rig.ask('modest', { client: 'modest' }).waits).toBe(true);
    await expect(latest.done).rejects.toMatchObject({ code: 'queue_full', status: 503 });
    rig.settings.maxRequests = 100;
    expect(() => rig.ask('huge', { client: 'x', bytes: 1_001 })).toThrow(QueueFullError);
  });

  describe('when others have waited for more than a further copy of the model costs', () => {
    const waiting = async (rig: Rig): Promise<void> => {
      rig.ask('first');
      for (const name of ['second', 'third']) rig.ask(name);
      await setTimeout(450);
    };

    it('has an endpoint load it, once, and sends nobody there before it is loaded', async () => {
      const rig = rigOf('a', 'b');
      rig.copyOn = 'b';
      await waiting(rig);
      expect(new Set(rig.orders)).toEqual(new Set(['b']));
      expect(rig.order).toEqual(['first']);
    });

    it('sends the last of them where an endpoint cannot be told', async () => {
      const rig = rigOf('a', 'b');
      rig.copyOn = 'b';
      rig.takesOrders = false;
      await waiting(rig);
      expect(rig.order).toContain('third');
    });

    it('does neither where that is switched off', async () => {
      const rig = rigOf('a', 'b');
      Object.assign(rig, { copyOn: 'b', takesOrders: false });
      rig.settings.replicate = false;
      await waiting(rig);
      expect(rig).toMatchObject({ order: ['first'], orders: [] });
    });
  });

  it('does nothing where it is off, or where the strategy knows of no slots', () => {
    const rig = rigOf('a');
    rig.ask('first');
    for (const mode of ['off', 'auto']) {
      rig.settings.mode = mode;
      expect(rig.ask('next').waits).toBe(false);
    }
  });
});
