import { endpoint, exchange } from '../../test/support/builders.js';
import { endpointDefinitions, parseConfig } from '../config/index.js';
import type { Endpoint } from '../core/endpoint.js';
import { FleetStore, ProfileCatalogue } from '../registry/index.js';
import { Destination } from '../upstream/index.js';
import { answerHeaders } from './answer-headers.js';
import { requestHeaders } from './request-headers.js';

const URL = 'http://gpu:8000';
const CHECK = {
  lastCheckedAt: 1,
  nextCheckAt: 2,
  latencyMs: 3,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
};

const generation = (auth: object): readonly Endpoint[] => {
  const endpoints = [{ url: URL, name: 'gpu', auth }];
  const { config } = parseConfig(JSON.stringify({ discovery: { static: { endpoints } } }));
  return endpointDefinitions(config.discovery.static.endpoints, new ProfileCatalogue());
};
const sent = (to: Endpoint): string => requestHeaders(exchange(), to).join(' ');
const asked = (of: Endpoint): string => Destination.of(of.healthUrl, of, []).headers.join(' ');

describe('a credential that is replaced', () => {
  const store = new FleetStore();
  const current = (): Endpoint => store.fleet.byUrl.get(URL)!.endpoint;
  store.replaceEndpoints(generation({ type: 'bearer', token: 'old' }));
  store.report(URL, { status: 'healthy', cause: 'probe', check: CHECK });
  store.setModels(URL, [{ name: 'llama' }]);
  const before = store.fleet.byUrl.get(URL)!;
  before.load.inFlight = 2;
  store.replaceEndpoints([
    ...generation({ type: 'api_key', key: 'new', header: 'X-Key' }),
    endpoint({ name: 'other', url: 'http://other' }),
  ]);

  it('is used from then on, by requests and by questions', () => {
    for (const text of [sent(current()), asked(current())]) {
      expect(text).toContain('X-Key new');
      expect(text).not.toContain('old');
    }
  });

  it('stays what it was for a request that is under way', () => {
    expect(sent(before.endpoint)).toContain('Authorization Bearer old');
  });

  it('leaves health, models and load of its endpoint alone', () => {
    const after = store.fleet.byUrl.get(URL)!;
    expect(after).toMatchObject({ status: 'healthy', models: [{ name: 'llama' }], demotedAt: 0 });
    expect(after.load).toBe(before.load);
    expect(store.checkOf(URL)).toBe(CHECK);
  });

  it('is not shown to clients by a backend that says it back', () => {
    const echo = ['x-key', 'new', 'Authorization', 'new', 'X-Other', 'kept'];
    const lines = answerHeaders(exchange(), current(), echo).join(' ');
    expect(lines).toContain('X-Other kept');
    expect(lines).not.toContain('new');
  });
});
