import { readFileSync } from 'node:fs';
import { type Answer, ask, chat } from '../support/ask.js';
import { refuses } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

describe('the history of requests', () => {
  let fleet: PairedOlla<'plain' | 'shaky'>;
  const get = (path: string, headers = {}): Promise<Answer> => ask(fleet.olla.url + path, { headers });
  const story = (id: string): Promise<unknown> =>
    until('it is remembered', async () => {
      const answer = await get(`/internal/requests/${id}`);
      return answer.status === 200 && answer.json();
    });

  beforeAll(async () => {
    fleet = await startPairs(['plain', 'shaky']);
  });
  afterAll(() => fleet.stop());

  it('leads from the id in an answer to what was weighed and tried', async () => {
    fleet.pair('shaky').first.behaviour = refuses(500);
    const answer = await chat(fleet.olla.url, 'shaky');
    expect(await story(answer.header('x-olla-request-id'))).toMatchObject({
      model: 'shaky',
      endpoint: 'shaky-second',
      result: 'completed',
      status: 200,
      candidates: [
        { endpoint: 'shaky-first', tier: 1, verdict: 'passed_over' },
        { endpoint: 'shaky-second', verdict: 'answered' },
      ],
      attempts: [
        { attempt: 1, endpoint: 'shaky-first', status: 500, result: 'passed_over' },
        { attempt: 2, endpoint: 'shaky-second', status: 200, result: 'success' },
      ],
    });
  });

  it('leads there from the id in an error as well', async () => {
    const refused = await chat(fleet.olla.url, 'nobody-has-this');
    expect(refused.status).toBe(404);
    const id = refused.header('x-olla-request-id');
    expect(await story(id)).toMatchObject({
      id,
      result: 'refused',
      status: 404,
      candidates: [],
      attempts: [],
      error: { message: expect.stringContaining('nobody-has-this') },
    });
  });

  it('lists the latest first, as many and of those that are asked for', async () => {
    for (let i = 0; i < 3; i++)
      await chat(fleet.olla.url, 'plain', { headers: { 'x-request-id': `plain-${i}` } });
    await story('plain-2');
    const ids = async (query: string): Promise<unknown> => {
      const { requests } = (await get(`/internal/requests${query}`)).json() as { requests: { id: string }[] };
      return requests.map(({ id }) => id);
    };
    expect(await ids('?limit=2')).toEqual(['plain-2', 'plain-1']);
    expect(await ids('?model=plain')).toEqual(['plain-2', 'plain-1', 'plain-0']);
    expect(await ids('?endpoint=plain-second')).toEqual([]);
    expect(await ids('?status=4xx&result=refused')).toHaveLength(1);
  });

  it('is compressed and conditional like every report', async () => {
    const first = await get('/internal/requests/plain-1', { 'accept-encoding': 'gzip' });
    expect(first.header('etag')).toMatch(/^W\/"/);
    const again = await get('/internal/requests/plain-1', { 'if-none-match': first.header('etag') });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('says what is wrong with an id that it does not know', async () => {
    const unknown = await get('/internal/requests/never-seen');
    expect(unknown.status).toBe(404);
    expect(unknown.json()).toEqual({
      error: 'Not Found',
      message: 'No request of that id is among the last 200',
      statusCode: 404,
    });
  });

  it('remembers as many as the configuration says from the next request on, and none with 0', async () => {
    const { olla } = fleet;
    const config = JSON.parse(readFileSync(olla.file, 'utf8')) as object;
    olla.rewrite({ ...config, engineering: { request_history: 2 } });
    olla.signal('SIGHUP');
    await until('the new size counts', async () => {
      await chat(olla.url, 'plain');
      return dig((await get('/internal/requests')).json(), 'capacity') === 2;
    });
    await chat(olla.url, 'plain', { headers: { 'x-request-id': 'after' } });
    await story('after');
    expect(dig((await get('/internal/requests')).json(), 'requests')).toHaveLength(2);
    olla.rewrite({ ...config, engineering: { request_history: 0 } });
    olla.signal('SIGHUP');
    const off = await until('it is off', async () => {
      const answer = await get('/internal/requests');
      return answer.status === 404 ? answer : undefined;
    });
    expect(dig(off.json(), 'message')).toContain('engineering.request_history');
  });
});
