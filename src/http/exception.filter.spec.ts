import {
  type ArgumentsHost,
  BadRequestException,
  ForbiddenException,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import { BadRequestError, RateLimitedError, UnauthenticatedError } from '../core/client-errors.js';
import { AllExceptionsFilter } from './exception.filter.js';

const FORWARD = { kind: 'forward', prefix: '/olla/ollama', scope: { provider: 'ollama', failClosed: false } };

/** What a client sees of something thrown, by the kind of route that threw it. */
function caught(thrown: unknown, route: object, format: 'auto' | 'text' = 'auto') {
  const seen: { status?: number; body?: unknown; headers: Record<string, string> } = { headers: {} };
  const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const request = {
    method: 'POST',
    headers: {},
    raw: { url: '/x' },
    ollaId: '',
    ollaHeaders: ['Vary', 'Origin'],
    is404: false,
    ...route,
  };
  const reply = {
    hijack: () => undefined,
    status: (status: number) => {
      seen.status = status;
      return { send: (body: unknown) => (seen.body = body) };
    },
    raw: {
      writeHead: (status: number, lines: string[]) => {
        seen.status = status;
        for (let i = 0; i < lines.length; i += 2) seen.headers[lines[i]!.toLowerCase()] = lines[i + 1]!;
      },
      end: (body: string) => (seen.body = body),
    },
  };
  const http = { getRequest: () => request, getResponse: () => reply };
  const host = { switchToHttp: () => http } as unknown as ArgumentsHost;
  new AllExceptionsFilter(() => format, log).catch(thrown, host);
  return { ...seen, log };
}

const proxied = (path: string) => ({ surface: FORWARD, raw: { url: `/olla/ollama${path}` } });

describe('AllExceptionsFilter, on a proxied route', () => {
  it('speaks the dialect of the path, with the lines that belong on every answer', () => {
    const { status, body, headers } = caught(new BadRequestError('bad'), proxied('/api/chat'));
    expect([status, body, headers.vary]).toEqual([400, '{"error":"bad"}', 'Origin']);
  });

  it('gives who is not let in a request id, and who is limited none', () => {
    const refused = caught(new UnauthenticatedError(), proxied('/v1/chat/completions'));
    const id = refused.headers['x-olla-request-id'];
    expect(id).toMatch(/^\w+-\w+-\w{8}$/);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(refused.body as string)).toMatchObject({ error: { request_id: id } });
    expect(
      caught(new RateLimitedError(3), proxied('/api/chat')).headers['x-olla-request-id'],
    ).toBeUndefined();
  });

  it('keeps the status of what a guard of a company’s throws, and the body where it made one', () => {
    const forbidden = caught(new ForbiddenException('Not from here'), proxied('/v1/embeddings'));
    expect(forbidden.status).toBe(403);
    expect(JSON.parse(forbidden.body as string)).toMatchObject({
      error: { message: 'Not from here', type: 'permission_error', code: 'forbidden' },
    });
    const own = caught(new HttpException({ quota: 'spent' }, 402), proxied('/v1/embeddings'));
    expect([own.status, own.body]).toEqual([402, { quota: 'spent' }]);
    const text = caught(new ForbiddenException('Not from here'), proxied('/v1/embeddings'), 'text');
    expect([text.status, text.body]).toEqual([403, 'Not from here\n']);
  });
});

describe('AllExceptionsFilter, elsewhere', () => {
  it('says of a path that nobody serves no more than that', () => {
    const { status, body, headers } = caught(new NotFoundException('Cannot GET /x'), { is404: true });
    expect([status, body]).toEqual([404, '404 page not found\n']);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('leaves a controller its own words', () => {
    expect(caught(new BadRequestException(['a must be a number']), {})).toMatchObject({
      status: 400,
      body: { statusCode: 400, message: ['a must be a number'], error: 'Bad Request' },
    });
    expect(caught(new NotFoundException('no such bill'), {}).status).toBe(404);
    expect(caught(new HttpException('spent', 402), {}).body).toEqual({ statusCode: 402, message: 'spent' });
  });

  it('tells nothing of what went wrong inside, and logs it once', () => {
    const { status, body, log } = caught(new TypeError('the secret'), { ollaId: 'rid' });
    expect([status, body]).toEqual([500, 'Internal server error\n']);
    expect(log.error).toHaveBeenCalledTimes(1);
    expect(log.error.mock.calls[0]![1]).toMatchObject({ request_id: 'rid' });
  });
});
