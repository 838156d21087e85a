import { gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { sendJson, sendReport } from './report-reply.js';

describe('sendReport', () => {
  const report = { timestamp: 't', rows: Array.from({ length: 40 }, (_, i) => ({ name: `row ${i}` })) };
  let app: FastifyInstance;
  const get = (headers = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET', url = '/big') =>
    app.inject({ method, url, headers });

  beforeAll(() => {
    app = fastify();
    app.all('/big', (request, reply) => sendReport(request, reply, report));
    app.all('/small', (request, reply) => sendReport(request, reply, { a: 1 }));
    app.all('/varied', (request, reply) => {
      void reply.header('Vary', 'Origin');
      return sendReport(request, reply, { a: 1 });
    });
    app.all('/json', (_request, reply) => sendJson(reply, { a: 1 }));
  });
  afterAll(() => app.close());

  it('answers with plain JSON and what a cache needs', async () => {
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding',
      etag: expect.stringMatching(/^W\//) as string,
    });
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.json()).toEqual(report);
  });

  it.each(['GET', 'POST', 'HEAD'] as const)('answers 304 without a body to %s', async (method) => {
    const { etag } = (await get()).headers;
    const answer = await get({ 'if-none-match': etag, 'accept-encoding': 'gzip' }, method);
    expect(answer.statusCode).toBe(304);
    expect(answer.body).toBe('');
    expect(answer.headers).toMatchObject({
      etag,
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding',
    });
    expect(answer.headers).not.toHaveProperty('content-type');
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it('compresses for who asks for it', async () => {
    const answer = await get({ 'accept-encoding': 'gzip' });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json' });
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(report);
  });

  it('does not compress what is small', async () => {
    const answer = await get({ 'accept-encoding': 'gzip' }, 'GET', '/small');
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers['vary']).toBe('Accept-Encoding');
  });

  it('adds to a Vary that is there', async () => {
    expect((await get({}, 'GET', '/varied')).headers['vary']).toBe('Origin, Accept-Encoding');
  });

  it('sends other JSON with the same media type', async () => {
    const answer = await get({}, 'GET', '/json');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toBe('{"a":1}');
  });
});
