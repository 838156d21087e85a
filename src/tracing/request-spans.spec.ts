import type { Outcome } from '../core/outcome.js';
import { operationNameOf } from './gen-ai.js';
import { requestSpans } from './request-spans.js';
import { routeOf } from './route.js';
import { resourceAttributes, tracesUrl } from './standard-variables.js';
import { TracingConfig } from '../config/index.js';

const outcome: Outcome = {
  requestId: 'rid',
  result: 'failed',
  status: 502,
  method: 'POST',
  path: '/v1/chat/completions',
  provider: 'openai',
  target: '/olla/openai/v1/chat/completions?key=sesame',
  clientAddress: '203.0.113.1',
  model: 'small',
  attempts: [
    {
      endpointUrl: 'https://gpu.example/base',
      endpointName: 'gpu',
      startedMs: 5.5,
      durationMs: 20,
      result: 'failed',
      status: 0,
      bytes: 0,
      error: 'upstream_connect',
      spanId: 'a'.repeat(16),
    },
  ],
  requestBytes: 10,
  responseBytes: 0,
  startedAt: 1_000,
  durationMs: 30,
  streaming: true,
  queuedMs: 3.6,
  error: { code: 'upstream_connect', message: 'connection refused' },
};
const trace = { traceId: 't', spanId: 's', parentId: 'p', sampled: true };

describe('the spans of a request', () => {
  const [request, attempt] = requestSpans(outcome, trace);

  it('say what went wrong, and where', () => {
    expect(request).toMatchObject({
      error: 'connection refused',
      startMs: 1_000,
      endMs: 1_030,
      parentId: 'p',
    });
    expect(request!.attributes).toMatchObject({
      'url.path': '/olla/openai/v1/chat/completions',
      'error.type': 'upstream_connect',
      'olla.queue.wait_ms': 4,
    });
    expect(attempt).toMatchObject({
      error: 'upstream_connect',
      spanId: 'a'.repeat(16),
      parentId: 's',
      startMs: 1_005.5,
      endMs: 1_025.5,
      attributes: { 'server.address': 'gpu.example', 'server.port': 443 },
    });
  });

  it.each([
    ['/v1/chat/completions', 'chat', '/olla/openai/v1/chat/completions'],
    ['/v1/chat/completions?x=1', 'chat', '/olla/openai/v1/chat/completions'],
    ['/api/embed', 'embeddings', '/olla/openai/api/embed'],
    ['/v1/models', undefined, '/olla/openai/*'],
    [`/${'x'.repeat(100)}/api/chat`, undefined, '/olla/openai/*'],
  ])('of %s are of a few names', (path, operation, route) => {
    expect(operationNameOf({ path })).toBe(operation);
    expect(routeOf({ path, provider: 'openai' })).toBe(route);
  });
});

describe('where spans go', () => {
  const config = (over: Partial<TracingConfig>): TracingConfig => Object.assign(new TracingConfig(), over);

  it.each([
    ['http://collector:4318', 'http://collector:4318/v1/traces'],
    ['http://collector:4318/', 'http://collector:4318/v1/traces'],
    ['https://collector/otlp/v1/traces', 'https://collector/otlp/v1/traces'],
    [undefined, undefined],
  ])('is, with %s, %s', (endpoint, url) => {
    expect(tracesUrl(config(endpoint === undefined ? {} : { endpoint }))).toBe(url);
  });

  it('is told of the service by the file before the variables', () => {
    const env = {
      OTEL_SERVICE_NAME: 'gateway',
      OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b,service.name=other,broken,=x,y=%zz',
    };
    expect(resourceAttributes(config({}), env)).toMatchObject({ 'service.name': 'gateway', team: 'a b' });
    expect(resourceAttributes(config({ serviceName: 'mine', attributes: { team: 'c' } }), env)).toMatchObject(
      {
        'service.name': 'mine',
        team: 'c',
      },
    );
    expect(resourceAttributes(config({}), {})).toMatchObject({ 'service.name': 'olla' });
  });
});
