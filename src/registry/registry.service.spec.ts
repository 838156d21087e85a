import { Live } from '../core/live.js';
import { endpoint, exchange } from '../../test/support/builders.js';
import type { Endpoint, EndpointStatus } from '../core/endpoint.js';
import { FleetStore } from './fleet-store.js';
import { ProfileCatalogue } from './profiles/index.js';
import { RegistryService } from './registry.service.js';
import { ModelPolicyConfig } from '../config/index.js';
import { ModelPolicies } from './policies/index.js';
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
  policies?: readonly Partial<ModelPolicyConfig>[];
  equivalents?: boolean;
  strategy?: RoutingStrategy;
  refresh?: () => Promise<Refresh>;
}

function serviceOver(
  store: FleetStore,
  { aliases = {}, policies = [], equivalents = false, strategy = new StrictRouting(), refresh }: Choices = {},
): RegistryService {
  const catalogues = new CatalogueView(new Live(defaultModelRules()));
  const names = new ModelNames(catalogues, () => equivalents);
  const table = new AliasTable(aliases, names);
  const known = new ModelPolicies(policies.map((policy) => Object.assign(new ModelPolicyConfig(), policy)));
  return new RegistryService({
    store,
    profiles: new Live(profiles),
    names,
    catalogues,
    strategy: () => strategy,
    aliases: () => table,
    policies: () => known,
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

  it('keeps the field and drops the answers when a list changes', () => {
    const { store, service } = registry({ name: 'a', models: ['m'] }, { name: 'b', models: [] });
    expect(ask(service, CHAT, 'm').tiers).toEqual(['a']);
    store.setModels('http://b:11434', [{ name: 'm' }]);
    expect(ask(service, CHAT, 'm').tiers).toEqual(['ab']);
    store.setModels('http://a:11434', []);
    expect(ask(service, CHAT, 'm').tiers).toEqual(['b']);
    expect(ask(service, CHAT, 'gone').reason).toBe('model_not_found');
  });

  describe('with names', () => {
    const named = (found: { names?: ReadonlyMap<string, string> | undefined }) =>
      found.names && [...found.names].map(([url, name]) => `${new URL(url).hostname}=${name}`).join(' ');
    const candidates = (service: RegistryService, model: string) =>
      service.candidatesFor(exchange({ model, path: '/v1/chat/completions' }));

    it('leaves the body alone while all spell the model as the client does but for the case', () => {
      const { service } = registry({ name: 'a', models: ['Org/M'] }, { name: 'b', models: ['Org/M'] });
      expect(named(candidates(service, 'org/m'))).toBeUndefined();
    });

    it('sends each its own spelling where they differ, and where a tag is implied', () => {
      const { service } = registry({ name: 'a', models: ['M', 'x:latest'] }, { name: 'b', models: ['m'] });
      expect(named(candidates(service, 'm'))).toBe('a=M b=m');
      expect(named(candidates(service, 'x'))).toBe('a=x:latest');
    });

    it('takes equal models for each other when it is told to', () => {
      const { store } = registry({ name: 'a' }, { name: 'b' }, { name: 'c', models: ['Other'] });
      const weights = { details: { digest: 'sha256:1' } };
      store.setModels('http://a:11434', [{ name: 'Llama', ...weights }]);
      store.setModels('http://b:11434', [{ name: 'copy', ...weights }]);
      expect(named(candidates(serviceOver(store), 'llama'))).toBeUndefined();
      const found = candidates(serviceOver(store, { equivalents: true }), 'llama');
      expect(named(found)).toBe('a=Llama b=copy');
      expect(found.total).toBe(2);
    });

    it('resolves an alias to each its own, and goes down a chain only where it has to', () => {
      const { store } = registry(
        { name: 'a', models: ['first'] },
        { name: 'b', models: ['second'] },
        { name: 'c', models: ['third'] },
      );
      const aliases = { Any: ['first', 'second'], chain: ['first -> third'], dead: ['nobody has'] };
      const service = serviceOver(store, { aliases });
      const any = candidates(service, 'any');
      expect([named(any), any.decision?.reason]).toEqual([
        'a=first b=second',
        'alias "Any" resolved to 2 endpoint(s)',
      ]);
      const names = ({ tiers }: ReturnType<typeof candidates>): string[][] =>
        tiers.map((tier) => tier.map(({ endpoint: { name } }) => name));
      expect(names(candidates(service, 'chain'))).toEqual([['a'], ['c']]);
      expect(candidates(service, 'dead').decision?.reason).toBe('model_not_found');
    });

    it('says of an alias whose models are all away that they are unavailable', () => {
      const { store } = registry({ name: 'a', models: ['m'], status: 'offline' }, { name: 'b' });
      const found = candidates(serviceOver(store, { aliases: { v: ['m'] } }), 'v');
      expect(found.decision).toMatchObject({ status: 503, reason: 'model_unavailable' });
    });
  });

  it('has a model looked for when the strategy wants that, and asks it again', async () => {
    const { store } = registry({ name: 'a' });
    const asked: unknown[] = [];
    const decision = { strategy: 'test', action: 'rejected', status: 503, reason: 'none' } as const;
    const strategy: RoutingStrategy = {
      route: ({ having, refresh }) => {
        asked.push(refresh);
        return refresh ? { decision, endpoints: having } : { decision, endpoints: [], wantsRefresh: true };
      },
    };
    const refresh = async (): Promise<Refresh> => {
      store.setModels('http://a:11434', [{ name: 'new' }]);
      return Promise.resolve('done');
    };
    const service = serviceOver(store, { strategy, refresh });
    const made = exchange({ model: 'new', path: '/v1/chat/completions' });
    expect(service.candidatesFor(made).wantsRefresh).toBe(true);
    expect((await service.refreshedCandidatesFor(made)).total).toBe(1);
    expect(asked).toEqual([undefined, 'done']);
  });

  it('prefers endpoints that have an able model where a request names none', () => {
    const { store, service } = registry({ name: 'text', models: ['plain'] }, { name: 'eyes' });
    store.setModels('http://eyes:11434', [{ name: 'llava-vision' }]);
    const made = exchange({ path: '/v1/chat/completions' });
    expect(service.candidatesFor(made).total).toBe(2);
    made.needs = ['vision'];
    expect(service.candidatesFor(made).tiers[0]!.map(({ endpoint: { name } }) => name)).toEqual(['eyes']);
  });

  it('refuses a named model that cannot do what is required of it', () => {
    const { store, service } = registry({ name: 'a', models: ['plain'] });
    store.setModels('http://a:11434', [{ name: 'plain' }, { name: 'llava-vision' }]);
    const made = exchange({ model: 'plain', path: '/v1/chat/completions' });
    made.needs = ['vision'];
    expect(service.candidatesFor(made).decision).toMatchObject({
      status: 422,
      reason: 'capability_unavailable',
    });
    made.model = 'llava-vision';
    expect(service.candidatesFor(made).total).toBe(1);
  });

  describe('with policies for models', () => {
    const fleet = () =>
      registry(
        { name: 'a', models: ['big', 'small'] },
        { name: 'b', models: ['big'] },
        { name: 'c', models: ['small', 'tiny'] },
      );

    it('sends a model only where it may be', () => {
      const only = serviceOver(fleet().store, { policies: [{ name: 'big', onlyOn: ['B*'] }] });
      expect(ask(only, CHAT, 'big').tiers).toEqual(['b']);
      expect(ask(only, CHAT, 'small').tiers).toEqual(['ac']);
      const never = serviceOver(fleet().store, { policies: [{ name: 'b*', neverOn: ['b'] }] });
      expect(ask(never, CHAT, 'big').tiers).toEqual(['a']);
    });

    it('sends the aliases of a model only where it may be', () => {
      const aliases = { best: ['big', 'small'] };
      const service = serviceOver(fleet().store, { aliases, policies: [{ name: 'big', neverOn: ['b'] }] });
      expect(ask(service, CHAT, 'best').tiers).toEqual(['ac']);
    });

    it('has other models stand in, after everybody who has the model itself', () => {
      const policies = [{ name: 'big', onlyOn: ['b'], fallback: ['small', 'tiny'] }];
      const service = serviceOver(fleet().store, { policies });
      expect(ask(service, CHAT, 'big').tiers).toEqual(['b', 'ac']);
      const { names } = service.candidatesFor(exchange({ model: 'big', path: '/v1/chat/completions' }));
      expect(Object.fromEntries(names!)).toEqual({
        'http://a:11434': 'small',
        'http://c:11434': 'small',
      });
    });

    it('has them stand in alone where nobody can serve the model, and says so', () => {
      const service = serviceOver(fleet().store, {
        policies: [{ name: 'gone', fallback: ['nowhere', 'tiny'] }],
      });
      expect(ask(service, CHAT, 'gone')).toEqual({ tiers: ['c'], reason: 'model_fallback' });
    });

    it('has nobody stand in for a stand-in', () => {
      const policies = [
        { name: 'gone', fallback: ['lost'] },
        { name: 'lost', fallback: ['tiny'] },
      ];
      expect(ask(serviceOver(fleet().store, { policies }), CHAT, 'gone').tiers).toEqual([]);
    });
  });
});
