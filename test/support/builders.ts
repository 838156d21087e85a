import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint, EndpointState } from '../../src/core/endpoint.js';
import { Exchange } from '../../src/core/exchange.js';
import { Load } from '../../src/core/load.js';

/** An endpoint of which a test names only what matters to it. */
export function endpoint(over: Partial<Endpoint> = {}): Endpoint {
  const url = over.url ?? `http://${over.name ?? 'a'}:11434`;
  const parsed = new URL(url);
  return {
    name: 'a',
    url,
    origin: parsed.origin,
    authority: parsed.host,
    basePath: parsed.pathname,
    type: 'ollama',
    profile: 'ollama',
    detected: '',
    index: 0,
    priority: 100,
    preservePath: false,
    healthUrl: `${parsed.origin}/`,
    healthUrlExplicit: false,
    modelUrl: `${parsed.origin}/api/tags`,
    modelUrlExplicit: false,
    checkIntervalMs: 5_000,
    checkTimeoutMs: 2_000,
    outboundHeaders: [],
    outboundHeaderNames: new Set(),
    tls: undefined,
    maxConcurrent: 0,
    requestsPerMinute: 0,
    acceptsModel: () => true,
    ...over,
  };
}

/** A healthy endpoint in the fleet; `inFlight` is what its load shows. */
export function state(
  over: Partial<Omit<EndpointState, 'endpoint'>> & {
    name?: string;
    endpoint?: Partial<Endpoint>;
    inFlight?: number;
  } = {},
): EndpointState {
  const { name, endpoint: configured, inFlight = 0, ...rest } = over;
  const load = new Load();
  load.inFlight = inFlight;
  return {
    endpoint: endpoint({ name: name ?? 'a', ...configured }),
    status: 'healthy',
    demotedAt: 0,
    draining: false,
    models: [],
    modelsUpdatedAt: 0,
    load,
    ...rest,
  };
}

/** An exchange as it stands after its body was read; headers are name, value, name, value. */
export function exchange(
  over: { headers?: string[]; body?: string | Buffer; model?: string; peer?: string; path?: string } = {},
): Exchange {
  const rawHeaders = over.headers ?? [];
  const headers: Record<string, string> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) headers[rawHeaders[i]!.toLowerCase()] = rawHeaders[i + 1]!;
  const request = { method: 'POST', rawHeaders, headers } as unknown as IncomingMessage;
  const peer = over.peer ?? '192.0.2.1';
  const made = new Exchange('id-1', request, {} as ServerResponse, peer, peer, []);
  made.body = Buffer.from(over.body ?? '');
  made.model = over.model ?? '';
  made.path = over.path ?? '/v1/chat/completions';
  return made;
}
