import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Answer, ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { refuses } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { EventReader } from '../support/event-reader.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

describe('the page for people', () => {
  const backend = new Backend('near', ['small']);
  const other = new Backend('far', ['small']);
  let olla: Olla;
  const page = (path = '', headers = {}, method = 'GET'): Promise<Answer> =>
    ask(`${olla.url}/internal/ui/${path}`, { headers, method });
  const script = async (): Promise<string> => /assets\/[\w-]+\.js/.exec((await page()).text)![0];
  const configured = (dashboard: object): object => ({
    ...configuration([entry(backend), entry(other, { priority: 50 })]),
    dashboard,
  });

  beforeAll(async () => {
    await Promise.all([backend.start(), other.start()]);
    olla = await start(configured({}));
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([backend.stop(), other.stop()]);
  });

  it('comes with its parts, small, and from nowhere else', async () => {
    const index = await page();
    expect([index.status, index.header('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(index.text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|https?:\/\//);
    const assets = [...index.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).toBeGreaterThanOrEqual(3);
    let packed = 0;
    for (const path of assets) {
      const answer = await page(path, { 'accept-encoding': 'gzip' });
      expect([path, answer.status]).toEqual([path, 200]);
      packed += answer.body.length;
    }
    expect(packed).toBeLessThan(150 * 1024);
  });

  it('lets nothing else run in it', async () => {
    for (const path of ['', 'assets/missing-abcdef12.js', await script()]) {
      const { headers } = await page(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
          "font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
      );
    }
  });

  it('is asked for anew each time, and its assets never again', async () => {
    const index = await page();
    expect(index.header('cache-control')).toBe('no-cache');
    const again = await page('', { 'if-none-match': index.header('etag') });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await page(await script())).header('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('is sent as small as the browser can read it', async () => {
    const path = await script();
    const plain = (await page(path)).text;
    const brotli = await page(path, { 'accept-encoding': 'gzip, br' });
    expect(brotli.header('content-encoding')).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(plain);
    const gzip = await page(path, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.header('content-encoding')).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(plain);
    expect(gzip.header('vary')).toBe('Accept-Encoding');
  });

  it.each([
    ['some-view', 200],
    ['assets/missing-abcdef12.js', 404],
    ['..%2f..%2fetc%2fpasswd', 200],
    ['%2e%2e/%2e%2e/package.json', 404],
    ['nothing.txt', 404],
  ])('says to %s: %d', async (path, status) => {
    const answer = await page(path);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/root:|"olla"/);
  });

  it('is for looking at', async () => {
    const head = await page('', {}, 'HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
    const post = await page('', {}, 'POST');
    expect([post.status, post.header('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is found without its last slash', async () => {
    const answer = await ask(`${olla.url}/internal/ui`);
    expect([301, 302, 307, 308]).toContain(answer.status);
    expect(answer.header('location')).toBe('/internal/ui/');
  });

  it('is not for other names and places', async () => {
    for (const path of ['', 'events', 'snapshot', 'assets/x.js']) {
      const refused = await page(path, { host: 'evil.example' });
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.text).toContain('dashboard.access_policy');
    }
  });

  describe('and its events', () => {
    it('begin with a whole picture and go on with what changes', async () => {
      const reader = await EventReader.open(`${olla.url}/internal/ui/events`);
      const [snapshot] = await reader.next('snapshot');
      expect(snapshot).toMatchObject({ system: { balancer: 'priority', status: 'healthy', queued: 0 } });
      const names = (dig(snapshot, 'endpoints') as { name: string }[]).map(({ name }) => name);
      expect(names.toSorted()).toEqual(['far', 'near']);
      backend.behaviour = refuses(500);
      await chat(olla.url, 'small', { headers: { 'x-request-id': 'seen-live' } });
      const told = await until('the failover is told', async () => {
        const ticks = await reader.next('tick');
        const stories = ticks.flatMap((tick) => (dig(tick, 'stories') ?? []) as object[]);
        return stories[0];
      });
      expect(told).toMatchObject({
        id: 'seen-live',
        result: 'completed',
        attempts: [
          { endpoint: 'near', status: 500 },
          { endpoint: 'far', status: 200 },
        ],
      });
      reader.close();
    });

    it('are one for all who look, and fifty at most', async () => {
      const readers = await Promise.all(
        Array.from({ length: 50 }, () => EventReader.open(`${olla.url}/internal/ui/events`)),
      );
      const one_more = await page('events');
      expect(one_more.status).toBe(503);
      const ticks = await Promise.all(
        readers.slice(0, 3).map(async (reader) => (await reader.next('tick'))[0]),
      );
      expect(new Set(ticks.map((tick) => dig(tick, 'at'))).size).toBeLessThanOrEqual(2);
      for (const reader of readers) reader.close();
      await until('there is room again', async () => {
        const reader = await EventReader.open(`${olla.url}/internal/ui/events`).catch(() => undefined);
        reader?.close();
        return reader;
      });
    });

    it('number what they tell, as clients may give one id to many requests', async () => {
      const reader = await EventReader.open(`${olla.url}/internal/ui/events`);
      const headers = { 'x-request-id': 'again-and-again' };
      for (let i = 0; i < 3; i++) await chat(olla.url, 'nobody-has-this', { headers });
      const told: object[] = [];
      await until('all three are told', async () => {
        const ticks = await reader.next('tick');
        told.push(...ticks.flatMap((tick) => (dig(tick, 'stories') ?? []) as object[]));
        return told.filter((story) => dig(story, 'id') === 'again-and-again').length === 3;
      });
      expect(new Set(told.map((story) => dig(story, 'number'))).size).toBe(told.length);
      reader.close();
    });

    it('keep nothing endless that a client says', async () => {
      const endless = 'x'.repeat(200_000);
      await chat(olla.url, endless);
      const snapshot = await page('snapshot');
      expect(snapshot.status).toBe(200);
      expect(snapshot.text).not.toContain('x'.repeat(1_000));
    });

    it('go on when the configuration changes, with the whole picture', async () => {
      const reader = await EventReader.open(`${olla.url}/internal/ui/events`);
      await reader.next('snapshot');
      olla.rewrite({ ...configured({}), model_aliases: { tiny: ['small'] } });
      olla.signal('SIGHUP');
      const [snapshot] = await reader.next('snapshot');
      expect(snapshot).toMatchObject({ aliases: [{ name: 'tiny', targets: ['small'] }] });
      await reader.next('tick');
      reader.close();
    });

    it('can be asked for one by one, where events do not get through', async () => {
      const snapshot = await page('snapshot');
      expect(snapshot.header('cache-control')).toBe('private, no-cache');
      expect(snapshot.json()).toMatchObject({ system: { balancer: 'priority' } });
    });
  });

  it('is not there when nobody wants it', async () => {
    olla.rewrite(configured({ enabled: false }));
    olla.signal('SIGHUP');
    await until('it is gone', async () => (await page()).status === 404);
    expect((await page('snapshot')).status).toBe(404);
    expect((await ask(`${olla.url}/internal/status`)).status).toBe(200);
  });
});
