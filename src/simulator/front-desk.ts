import type { IncomingMessage, ServerResponse } from 'node:http';
import { pronounce, type Route, type ServerView, type Verdict } from './dialects/dialect.js';
import type { FaultSwitch } from './faults/fault-switch.js';
import { damageOf, inject } from './faults/inject.js';
import { isObject, type JsonObject, textOf } from './http/fields.js';
import { readBody } from './http/read-body.js';
import { Reply } from './http/reply.js';
import { Router } from './http/router.js';
import type { RequestCounter } from './request-counts.js';

/** Takes every request that is not for `/sim`: counts it, lets the present fault at it, and has it answered. */
export class FrontDesk {
  private readonly router: Router;
  /** Requests that are being answered; those that hang by a fault are not. */
  busy = 0;

  constructor(
    private readonly server: ServerView,
    private readonly faults: FaultSwitch,
    private readonly counter: RequestCounter,
    private readonly isLoading: () => boolean,
  ) {
    this.router = new Router(server.dialect.routes);
  }

  handle(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const method = request.method ?? 'GET';
    const path = url.pathname;
    const route = this.router.find(method, path);
    this.counter.count(!route ? 'unknown' : route.probe ? 'probes' : 'generations', path);
    response.on('error', () => undefined);
    if (method === 'GET' || method === 'HEAD') return this.serve(response, method, url, route, '');
    readBody(request, (body) => {
      if (body !== undefined) this.serve(response, method, url, route, body);
    });
  }

  private serve(
    response: ServerResponse,
    method: string,
    url: URL,
    route: Route | undefined,
    body: string,
  ): void {
    const { dialect, settings } = this.server;
    const path = url.pathname;
    const fault = this.faults.strike(route?.probe ?? true);
    const headers = { ...dialect.headers, 'x-simulator': settings.name };
    const reply = new Reply(response, headers, damageOf(fault));
    if (fault?.kind !== 'hang') this.attend(response);
    inject(fault, response, {
      refuseWith: (status, retryAfter) =>
        pronounce(
          reply,
          dialect.error(path, status, `simulated failure (${status})`),
          retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) },
        ),
      answer: () => {
        if (this.isLoading()) return pronounce(reply, dialect.error(path, 503, 'Loading model'));
        if (!route) return pronounce(reply, dialect.unknownPath(method, path));
        const read = readJson(body);
        if ('status' in read) return pronounce(reply, dialect.error(path, read.status, String(read.body)));
        const model = textOf(read.json['model']);
        if (model !== undefined && !route.probe) this.counter.countModel(model);
        route.handle({ path, query: url.searchParams, body: read.json, reply, server: this.server });
      },
    });
  }

  private attend(response: ServerResponse): void {
    this.busy++;
    response.once('close', () => {
      this.busy--;
    });
  }
}

/** The object in a body, or what is wrong with it. */
function readJson(body: string): { json: JsonObject } | Verdict {
  if (body === '') return { json: {} };
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? { json } : { status: 400, body: 'the body must be a JSON object' };
  } catch (error) {
    return { status: 400, body: `the body is not valid JSON: ${(error as Error).message}` };
  }
}
