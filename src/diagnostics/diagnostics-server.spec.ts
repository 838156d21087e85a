import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Diagnostics, openDiagnostics } from './diagnostics-server.js';

let open: Diagnostics;

beforeAll(async () => {
  open = await openDiagnostics(0);
});
afterAll(() => open.close());

const get = (page: string): Promise<Response> => fetch(new URL(page, open.url));

/** The status for a request with headers that `fetch` does not let one choose. */
function statusOf(headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port, pathname } = new URL(open.url);
    const asked = request({ host: '127.0.0.1', port, path: pathname, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('the diagnostics listener', () => {
  it('lists its pages', async () => {
    const answer = await get('');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toMatch(/profile\?seconds=30[^]*heap[^]*goroutine[^]*cmdline/);
  });

  it('takes a CPU profile, one at a time', async () => {
    const first = get('profile?seconds=0.4');
    await sleep(150);
    expect((await get('profile?seconds=0.1')).status).toBe(503);
    const answer = await first;
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('content-disposition')).toMatch(/filename="olla-\d+\.cpuprofile"/);
    const profile = (await answer.json()) as { nodes: unknown[]; startTime: number; endTime: number };
    expect(profile.nodes.length).toBeGreaterThan(0);
    expect(profile.endTime - profile.startTime).toBeGreaterThan(200_000);
  });

  it('ends a recording whose caller leaves', async () => {
    const leaving = new AbortController();
    const left = fetch(new URL('profile', open.url), { signal: leaving.signal }).catch(() => 'left');
    await sleep(150);
    leaving.abort();
    expect(await left).toBe('left');
    await sleep(100);
    expect((await get('profile?seconds=0.05')).status).toBe(200);
  });

  it('streams a heap snapshot', async () => {
    const answer = await get('heap');
    expect(answer.headers.get('content-disposition')).toContain('.heapsnapshot');
    const reader = answer.body!.getReader();
    const { value } = await reader.read();
    expect(Buffer.from(value ?? []).toString()).toMatch(/^\{"snapshot":\{"meta"/);
    await reader.cancel();
  }, 60_000);

  it('tells of the event loop, memory and active resources', async () => {
    const text = await (await get('goroutine')).text();
    expect(text).toMatch(/utilisation +[\d.]+ %/);
    expect(text).toMatch(/heapUsed +[\d.]+/);
    expect(text).toMatch(/\d+ {2}TCPSocketWrap/);
  });

  it('tells how the process was started', async () => {
    expect((await (await get('cmdline')).text()).split('\0')[0]).toBe(process.execPath);
  });

  it.each([
    ['symbol', 501],
    ['trace', 501],
    ['nothing', 404],
    ['constructor', 404],
    ['/debug/pprof', 404],
    ['/', 404],
  ])('answers %s with %i', async (page, status) => {
    expect((await get(page)).status).toBe(status);
  });

  it('serves only callers of this machine, and only GET', async () => {
    expect(await statusOf({ host: 'localhost:19841' })).toBe(200);
    expect(await statusOf({ host: '[::1]:19841' })).toBe(200);
    expect(await statusOf({ host: 'rebound.example:19841' })).toBe(403);
    expect(await statusOf({ host: 'localhost', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf({ host: 'localhost' }, 'POST')).toBe(405);
  });

  it('does not open on a port that is taken', async () => {
    await expect(openDiagnostics(Number(new URL(open.url).port))).rejects.toThrow('EADDRINUSE');
  });
});
