import { GateRig, PAGE as page, SURFACES } from '../../test/support/gate-rig.js';
import { NoEndpointsError } from '../core/availability-errors.js';
import { BodyTooLargeError, ForbiddenError, UnauthenticatedError } from '../core/client-errors.js';
import { NotSupportedError, UnknownModelError } from '../core/surface-errors.js';
import type { OwnSurface, Question } from '../core/surface.js';
import type { GateParts } from './gate-parts.js';

let rig: GateRig;
const serve = async (over: Partial<GateParts> = {}): Promise<void> => {
  rig = await new GateRig(over).start();
};
const ask = (path: string, init?: RequestInit): Promise<Response> => rig.ask(path, init);

afterEach(() => rig.stop());

describe('Gate, what Olla answers by itself', () => {
  it('hands on the surface, the query and the tag', async () => {
    const answer = jest.fn((_surface: OwnSurface, _question: Question) => page);
    await serve({ answer });
    const reply = await ask('/olla/models?format=openai', { headers: { 'If-None-Match': '"t"' } });
    expect(answer).toHaveBeenCalledWith(SURFACES['/olla/models'], {
      query: 'format=openai',
      ifNoneMatch: '"t"',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.headers.get('content-length')).toBe('11');
    expect(reply.headers.get('x-olla-request-id')).toMatch(/^\w+-\w+-\w{8}$/);
    await expect(reply.text()).resolves.toBe('{"data":[]}');
  });

  it('answers HEAD without a body, and any other method with one', async () => {
    await serve();
    const head = await ask('/olla/models', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('11');
    await expect(head.text()).resolves.toBe('');
    await expect((await ask('/olla/models', { method: 'DELETE' })).text()).resolves.toBe('{"data":[]}');
    await expect((await ask('/olla/models', { method: 'POST', body: '{}' })).text()).resolves.toBe(
      '{"data":[]}',
    );
  });

  it('waits for what is gathered', async () => {
    await serve({ answer: () => Promise.resolve(page) });
    await expect((await ask('/olla/ollama/api/ps')).text()).resolves.toBe('{"data":[]}');
  });

  it('sends a 304 without a length', async () => {
    await serve({ answer: () => ({ status: 304, headers: ['ETag', '"t"'], body: Buffer.alloc(0) }) });
    const reply = await ask('/olla/models');
    expect([reply.status, reply.headers.get('etag'), reply.headers.get('content-length')]).toEqual([
      304,
      '"t"',
      null,
    ]);
  });

  it('measures a body of unknown length first', async () => {
    await serve();
    const post = (text: string): Promise<Response> =>
      ask('/olla/models', { method: 'POST', body: new Blob([text]).stream(), duplex: 'half' });
    expect((await post('0123456789')).status).toBe(200);
    const over = await post('0123456789+');
    expect([over.status, over.headers.get('x-olla-request-id')]).toEqual([413, null]);
  });

  it('refuses by size before anything is answered', async () => {
    const answer = jest.fn(() => page);
    await serve({ answer, checkSize: () => new BodyTooLargeError() });
    expect((await ask('/olla/models')).status).toBe(413);
    expect(answer).not.toHaveBeenCalled();
  });
});

describe('Gate, what cannot be answered', () => {
  const failing = (error: Error): GateParts['answer'] => {
    return () => {
      throw error;
    };
  };

  it('speaks OpenAI’s dialect of an unknown model', async () => {
    await serve({ answer: failing(new UnknownModelError("The model 'm' does not exist")) });
    const reply = await ask('/olla/vllm/v1/models/m', { headers: { 'X-Request-ID': 'rid' } });
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-olla-request-id')).toBe('rid');
    await expect(reply.json()).resolves.toEqual({
      error: {
        message: "The model 'm' does not exist",
        type: 'not_found_error',
        code: 'model_not_found',
        param: null,
        request_id: 'rid',
      },
    });
  });

  it('speaks Ollama’s where the path is Ollama’s, also of what takes its time', async () => {
    await serve({ answer: () => Promise.reject(new NoEndpointsError(404, 'No ollama endpoints available')) });
    const reply = await ask('/olla/ollama/api/ps');
    expect(reply.status).toBe(404);
    await expect(reply.json()).resolves.toEqual({ error: 'No ollama endpoints available' });
  });

  it('speaks Anthropic’s on its routes, whatever the format', async () => {
    await serve({
      answer: failing(new NotSupportedError(500, 'unified models not supported')),
      errorFormat: () => 'text',
    });
    const reply = await ask('/olla/anthropic/v1/models', { headers: { 'X-Request-ID': 'rid' } });
    expect([reply.status, reply.headers.get('request-id')]).toEqual([500, 'rid']);
    await expect(reply.json()).resolves.toEqual({
      type: 'error',
      error: { type: 'api_error', message: 'unified models not supported' },
      request_id: 'rid',
    });
  });

  it('gives the original’s text where that is asked for', async () => {
    await serve({ answer: failing(new UnknownModelError('Model not found')), errorFormat: () => 'text' });
    const reply = await ask('/olla/models');
    expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    await expect(reply.text()).resolves.toBe('Model not found\n');
  });

  it('leaves what is nobody’s answer to the error handler', async () => {
    await serve({ answer: failing(new TypeError('a mistake')) });
    await expect((await ask('/olla/models')).text()).resolves.toBe('handled: a mistake');
  });
});

describe('Gate, everything else', () => {
  it('refuses what is not supported with a request id, and what is not there without', async () => {
    await serve({ errorFormat: () => 'text' });
    const pull = await ask('/olla/ollama/api/pull', { method: 'POST', body: '{}' });
    expect([pull.status, await pull.text()]).toEqual([501, 'not here\n']);
    expect(pull.headers.get('x-olla-request-id')).not.toBeNull();
    const nowhere = await ask('/olla/anthropic/v1/nowhere');
    expect([nowhere.status, await nowhere.text()]).toEqual([404, '404 page not found\n']);
    expect(nowhere.headers.get('x-olla-request-id')).toBeNull();
  });

  it('redirects with the query and lets the rest pass', async () => {
    await serve();
    const redirected = await ask('/olla/ollama?x=1');
    expect([redirected.status, redirected.headers.get('location')]).toEqual([307, '/olla/ollama/?x=1']);
    await expect((await ask('/olla/ollama/api/chat')).text()).resolves.toBe('forward');
    await expect((await ask('/version')).text()).resolves.toBe('version undefined');
  });
});

describe('Gate, who may ask', () => {
  const caller = { name: 'ann' };

  it('hands on who asks', async () => {
    const answer = jest.fn((_surface: OwnSurface, _question: Question) => page);
    await serve({
      answer,
      access: (request) => {
        request.caller = caller;
        return undefined;
      },
    });
    await ask('/olla/models');
    expect(answer.mock.calls[0]![1].caller).toBe(caller);
  });

  it.each<[string, GateParts['access']]>([
    ['at once', () => new UnauthenticatedError()],
    ['after a while', () => Promise.resolve(new UnauthenticatedError())],
  ])('refuses who is unknown %s, in the dialect of the path and with a request id', async (_how, access) => {
    const answer = jest.fn(() => page);
    await serve({ answer, access });
    const openai = await ask('/olla/vllm/v1/models/m', { headers: { 'X-Request-ID': 'rid' } });
    expect([openai.status, openai.headers.get('x-olla-request-id')]).toEqual([401, 'rid']);
    expect(openai.headers.get('www-authenticate')).toBe('Bearer');
    await expect(openai.json()).resolves.toMatchObject({
      error: { type: 'authentication_error', code: 'unauthenticated', request_id: 'rid' },
    });
    const anthropic = await ask('/olla/anthropic/v1/models', { headers: { 'X-Request-ID': 'rid' } });
    await expect(anthropic.json()).resolves.toMatchObject({ type: 'error', request_id: 'rid' });
    const ollama = await ask('/olla/ollama/api/ps');
    await expect(ollama.json()).resolves.toEqual({ error: 'A valid API key is required' });
    expect((await ask('/olla/ollama/api/pull')).status).toBe(401);
    expect(answer).not.toHaveBeenCalled();
  });

  it('asks nobody for what is not there, for a redirect, and outside', async () => {
    const access = jest.fn(() => new UnauthenticatedError());
    await serve({ access });
    expect((await ask('/olla/nowhere')).status).toBe(404);
    expect((await ask('/olla/ollama')).status).toBe(307);
    expect((await ask('/version')).status).toBe(200);
    expect((await ask('/olla/ollama/api/chat')).status).toBe(200);
    expect(access).not.toHaveBeenCalled();
  });

  it('leaves an access control that fails to the error handler', async () => {
    await serve({ access: () => Promise.reject(new TypeError('a mistake')) });
    await expect((await ask('/olla/models')).text()).resolves.toBe('handled: a mistake');
  });

  it('keeps routes outside from those to whom they are closed, whatever way they are written', async () => {
    const closedTo = jest.fn((_request: unknown, route: string) =>
      route === '/internal/status' ? new ForbiddenError('403 forbidden: no') : undefined,
    );
    await serve({ closedTo });
    for (const path of ['/internal/status', '/%69nternal/st%61tus', '/internal/status?x=1']) {
      const reply = await ask(path);
      expect([path, reply.status]).toEqual([path, 403]);
      expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(reply.headers.get('x-olla-request-id')).not.toBeNull();
      await expect(reply.text()).resolves.toBe('403 forbidden: no\n');
    }
    expect((await ask('/version')).status).toBe(200);
    expect((await ask('/internal/nowhere')).status).toBe(404);
  });
});
