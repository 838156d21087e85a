import { AdminClient } from '../support/admin-client.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

interface News {
  readonly id: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A reader of server-sent events. */
class Reader {
  readonly news: News[] = [];
  contentType = '';
  readonly #abort = new AbortController();

  constructor(url: string, headers: Record<string, string> = {}) {
    void this.#read(url, headers).catch(() => undefined);
  }

  types(): readonly string[] {
    return this.news.map(({ type }) => type);
  }

  leave(): void {
    this.#abort.abort();
  }

  async #read(url: string, headers: Record<string, string>): Promise<void> {
    const answer = await fetch(url, { headers, signal: this.#abort.signal });
    this.contentType = answer.headers.get('content-type') ?? '';
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    const fields = new Map(
      event.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    );
    if (!fields.has('event')) return;
    this.news.push({
      id: Number(fields.get('id')),
      type: fields.get('event')!,
      data: JSON.parse(fields.get('data')!) as Record<string, unknown>,
    });
  }
}

describe('the events of the admin API', () => {
  const first = new Backend('first', ['a']);
  let olla: Olla;
  let admin: AdminClient;
  const readers: Reader[] = [];
  const read = async (query = '', headers: Record<string, string> = {}): Promise<Reader> => {
    const reader = new Reader(`${olla.url}/internal/admin/v1/events${query}`, headers);
    readers.push(reader);
    await until('the reader is there', () => reader.contentType !== '');
    return reader;
  };

  beforeAll(async () => {
    await first.start();
    olla = await start(configuration([entry(first)]));
    admin = new AdminClient(olla.url);
  });
  afterEach(() => readers.splice(0).forEach((reader) => reader.leave()));
  afterAll(async () => {
    await olla.kill();
    await first.stop();
  });

  it('tell of drains, breakers, newcomers, reloads and who made them', async () => {
    const reader = await read();
    expect(reader.contentType).toBe('text/event-stream');
    await admin.tell('endpoints/first/drain', { method: 'POST' });
    await admin.tell('endpoints/first/resume', { method: 'POST' });
    await admin.tell('endpoints/first/breaker', { body: { state: 'open' } });
    await admin.tell('endpoints/first/breaker', { body: { state: 'closed' } });
    await admin.tell('endpoints', { body: { url: 'http://127.0.0.1:9/?key=hidden', name: 'gone' } });
    await until('all of it was told', () => reader.types().includes('config.applied'));
    await until('the change was told', () => reader.types().filter((type) => type === 'admin').length === 5);
    expect(reader.types()).toEqual(
      expect.arrayContaining(['endpoint.draining', 'breaker', 'endpoint.added', 'config.applied', 'admin']),
    );
    expect(reader.news.find(({ type }) => type === 'breaker')?.data).toMatchObject({
      endpoint: 'first',
      state: 'open',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(JSON.stringify(reader.news)).not.toContain('hidden');
    const ids = reader.news.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('begin again where a reader left off, and keep to the kinds that are asked for', async () => {
    const all = await read('', { 'last-event-id': '0' });
    await until('the past was told', () => all.news.length >= 5);
    const middle = all.news[2]!.id;
    const rest = await read('', { 'last-event-id': String(middle) });
    await until('the rest was told', () => rest.news.at(-1)?.id === all.news.at(-1)?.id);
    expect(rest.news[0]!.id).toBe(middle + 1);
    const breakers = await read('?types=breaker', { 'last-event-id': '0' });
    await until('the breakers were told', () => breakers.news.length === 2);
    expect(new Set(breakers.types())).toEqual(new Set(['breaker']));
    expect((await admin.ask('events?types=nothing')).status).toBe(422);
  });

  it('end with Olla, which does not wait for their readers', async () => {
    await read();
    const startedAt = Date.now();
    await olla.stop();
    expect(Date.now() - startedAt).toBeLessThan(4_000);
    olla = await start(configuration([entry(first)]));
  });
});
