import { endpoint, exchange } from '../../test/support/builders.js';
import type { Endpoint, EndpointStatus } from '../core/endpoint.js';
import { FleetStore } from './fleet-store.js';
import { ProfileCatalogue } from './profiles/index.js';
import { RegistryService } from './registry.service.js';
import { AliasTable } from './aliases/index.js';
import { CatalogueView, defaultModelRules } from './catalogue/index.js';
import { type Refresh, type RoutingStrategy, StrictRouting } from './routing/index.js';
import { ModelNames } from './selection/index.js';
import { SurfaceTable } from './surface-table.js';

const profiles = new ProfileCatalogue();
const surfaces = new SurfaceTable(profiles);

interface Member {
  name: string;
  profile?: string;
  status?: EndpointStatus;
  models?: string[];
  demotedAt?: number;
}

function registry(...members: Member[]) {
  const store = new FleetStore();
  const made = members.map(({ name, profile = 'vllm' }): Endpoint =>
    endpoint({ name, profile, type: profile }),
  );
  store.replaceEndpoints(made);
  members.forEach(({ status = 'healthy', models = [], demotedAt }, at) => {
    const check = {
      lastCheckedAt: demotedAt ?? 1,
      nextCheckAt: 0,
      latencyMs: 0,
      consecutiveFailures: 0,
      backoffMultiplier: 1,
      rateLimitedUntil: 0,
    };
    store.report(made[at]!.url, { status, cause: demotedAt ? 'traffic' : 'probe', check });
    store.setModels(
      made[at]!.url,
      models.map((model) => ({ name: model })),
    );
  });
  return { store, service: serviceOver(store) };
}

interface Choices {
  aliases?: Record<string, readonly string[]>;
  equivalents?: boolean;
  strategy?: RoutingStrategy;
  refresh?: () => Promise<Refresh>;
}

function serviceOver(
  store: FleetStore,
  { aliases = {}, equivalents = false, strategy = new StrictRouting(), refresh }: Choices = {},
): RegistryService {
  const catalogues = new CatalogueView(defaultModelRules());
  const names = new ModelNames(catalogues, () => equivalents);
  const table = new AliasTable(aliases, names);
  return new RegistryService({
    store,
    profiles,
    names,
    catalogues,
    strategy: () => strategy,
    aliases: () => table,
    refresh: refresh ?? (() => Promise.resolve('failed')),
  });
}

function ask(service: RegistryService, path: string, model = '') {
  const surface = surfaces.lookup(path);
  if (surface.kind !== 'forward') throw new Error('not forwarded');
  const made = exchange({ model, path: path.slice(surface.prefix.length) });
  made.scope = surface.scope;
  const { tiers, decision } = service.candidatesFor(made);
  return {
    tiers: tiers.map((tier) => tier.map(({ endpoint: { name } }) => name).join('')),
    reason: decision?.reason,
  };
}

const CHAT = '/olla/proxy/v1/chat/completions';

describe('RegistryService', () => {
  it('sends a model only to those that have it', () => {
    const { service } = registry(
      { name: 'a', models: ['m'] },
      { name: 'b', models: ['n'] },
      { name: 'c', models: ['m'] },
    );
    expect(ask(service, CHAT, 'm')).toEqual({ tiers: ['ac'], reason: 'model_found' });
    expect(ask(service, CHAT, 'nosuch')).toEqual({ tiers: [], reason: 'model_not_found' });
    expect(ask(service, CHAT)).toEqual({ tiers: ['abc'], reason: undefined });
  });

  it('takes a name without a tag for the latest one, where nobody has it without', () => {
    const { service } = registry(
      { name: 'a', models: ['m:latest'] },
      { name: 'b', models: ['n', 'n:latest'] },
    );
    expect(ask(service, CHAT, 'm').tiers).toEqual(['a']);
    expect(ask(service, CHAT, 'n').tiers).toEqual(['b']);
    expect(ask(service, CHAT, 'm:8b').reason).toBe('model_not_found');
  });

  it('says unavailable, not unknown, of a model whose endpoints are down', () => {
    const { service } = registry(
      { name: 'a', status: 'offline', models: ['m'] },
      { name: 'b', models: ['n'] },
    );
    expect(ask(service, CHAT, 'm')).toEqual({ tiers: [], reason: 'model_unavailable' });
  });

  it('keeps the slow and the newly demoted in reserve, least recently failed first', () => {
    const { service } = registry(
      { name: 'a', status: 'busy', models: ['m'] },
      { name: 'b', models: ['m'] },
      { name: 'c', status: 'offline', demotedAt: 900, models: ['m'] },
      { name: 'd', status: 'offline', demotedAt: 100, models: ['m'] },
      { name: 'e', status: 'warming', models: ['m'] },
      { name: 'f', status: 'unhealthy', models: ['m'] },
    );
    expect(ask(service, CHAT, 'm').tiers).toEqual(['b', 'ae', 'dc']);
  });

  it('keeps a provider to its own type, even where another has the model', () => {
    const { service } = registry({ name: 'a', profile: 'openai-compatible', models: ['m'] });
    expect(ask(service, '/olla/vllm/v1/chat/completions', 'm')).toEqual({ tiers: [], reason: undefined });
    expect(ask(service, '/olla/openai/v1/chat/completions', 'm').tiers).toEqual(['a']);
  });

  it('lets openai take in every compatible type, and auto go with all', () => {
    const { service } = registry(
      { name: 'a', profile: 'ollama', models: ['m'] },
      { name: 'b', profile: 'auto', models: ['m'] },
    );
    expect(ask(service, '/olla/openai/v1/chat/completions', 'm').tiers).toEqual(['ab']);
    expect(ask(service, '/olla/vllm/v1/chat/completions', 'm').tiers).toEqual(['b']);
  });

  it('does not route by model on a provider path that no profile knows', () => {
    const { service } = registry({ name: 'a', models: ['m'] });
    expect(ask(service, '/olla/vllm/custom/path', 'nosuch')).toEqual({ tiers: ['a'], reason: undefined });
  });

  it('goes by the path where it names a type, and widens where nobody matches', () => {
    const { service } = registry({ name: 'a', profile: 'ollama' }, { name: 'b', profile: 'vllm' });
    expect(ask(service, '/olla/proxy/api/generate').tiers).toEqual(['a']);
    const { service: other } = registry({ name: 'b', profile: 'vllm' });
    expect(ask(other, '/olla/proxy/api/generate').tiers).toEqual(['b']);
  });

  it('answers from memory until the fleet changes', () => {
    const { store, service } = registry({ name: 'a', models: ['m'] });
    const made = exchange({ model: 'm' });
    const first = service.candidatesFor(made);
    expect(service.candidatesFor(made)).toBe(first);
    store.setModels('http://a:11434', []);
    expect(service.candidatesFor(made).decision?.reason).toBe('model_not_found');
  });
});
