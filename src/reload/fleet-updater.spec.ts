import { EndpointConfig, OllaConfig } from '../config/index.js';
import { Live } from '../core/live.js';
import { FleetStore, ProfileCatalogue } from '../registry/index.js';
import { until } from '../../test/support/until.js';
import { FleetUpdater } from './fleet-updater.js';

const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const configured = (name: string, more: Partial<EndpointConfig> = {}): EndpointConfig =>
  Object.assign(new EndpointConfig(), { name, url: `http://${name}:11434`, type: 'ollama' }, more);

describe('FleetUpdater', () => {
  let store: FleetStore;
  let wanted: EndpointConfig[] | Promise<EndpointConfig[]>;
  let met: string[];
  let tellChange: () => void;
  let fleet: FleetUpdater;

  beforeEach(() => {
    store = new FleetStore();
    met = [];
    wanted = [configured('a'), configured('b')];
    fleet = new FleetUpdater({
      store,
      config: new Live(new OllaConfig()),
      profiles: new Live(new ProfileCatalogue()),
      source: () => source,
      probes: { probeNow: (url) => (met.push(`probe ${url}`), Promise.resolve(undefined)) },
      discovery: {
        detectAll: () => Promise.resolve(),
        discover: (url) => (met.push(`list ${url}`), Promise.resolve(true)),
      },
      log,
    });
    const source = {
      endpoints: () => wanted,
      onChange: (changed: () => void) => ((tellChange = changed), quiet),
    };
  });

  const names = (): string[] => store.fleet.endpoints.map(({ endpoint }) => endpoint.name);

  it('takes over what the source has, at once where the source has it at hand', () => {
    void fleet.update();
    expect(names()).toEqual(['a', 'b']);
    expect(met).toEqual([]);
  });

  it('leaves the fleet alone where nothing has changed', () => {
    void fleet.update();
    const before = store.fleet;
    wanted = [configured('a'), configured('b')];
    void fleet.update();
    expect(store.fleet).toBe(before);
  });

  it('probes and lists a newcomer at once, and lets those who stay keep what is known of them', async () => {
    void fleet.update();
    fleet.start();
    store.setModels('http://a:11434', [{ name: 'llama3' }]);
    wanted = [configured('a', { priority: 7 }), configured('c')];
    void fleet.update();
    expect(names()).toEqual(['a', 'c']);
    expect(store.fleet.endpoints[0]!.models).toHaveLength(1);
    expect(store.fleet.endpoints[0]!.endpoint.priority).toBe(7);
    await until('what is waited for', () => met.length === 2);
    expect(met).toEqual(['probe http://c:11434', 'list http://c:11434']);
  });

  it.each([
    ['its filter', { modelFilter: { include: ['llama*'], exclude: [] } }],
    ['its credential', { headers: { 'X-Key': 'new' } }],
    ['its kind', { type: 'vllm' }],
  ])('lists an endpoint anew when %s has changed', async (_what, change) => {
    void fleet.update();
    fleet.start();
    wanted = [configured('a'), configured('b', change)];
    void fleet.update();
    await until('what is waited for', () => met.includes('list http://b:11434'));
    expect(met).not.toContain('list http://a:11434');
  });

  it('follows a source that tells of changes and answers later', async () => {
    void fleet.update();
    fleet.start();
    wanted = Promise.resolve([configured('z')]);
    tellChange();
    await until('what is waited for', () => names()[0] === 'z');
    expect(names()).toEqual(['z']);
  });

  it('keeps the fleet when the source fails', async () => {
    void fleet.update();
    fleet.start();
    wanted = Promise.reject(new Error('cluster is away'));
    tellChange();
    await new Promise(setImmediate);
    expect(names()).toEqual(['a', 'b']);
  });
});
