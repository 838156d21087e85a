import { Live } from '../../core/live.js';
import { endpoint } from '../../../test/support/builders.js';
import { FleetStore } from '../fleet-store.js';
import { type CatalogueOptions, CatalogueView } from './catalogue-view.js';
import { defaultModelRules } from './rules/index.js';

const URL_A = 'http://a:11434';
const CHECK = {
  lastCheckedAt: 1,
  nextCheckAt: 2,
  latencyMs: 1,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
};

function fleetWith(...names: readonly string[]): FleetStore {
  const store = new FleetStore();
  store.replaceEndpoints([endpoint({ type: 'auto', profile: 'auto' })]);
  store.setModels(URL_A, names.map((name) => ({ name }))); // prettier-ignore
  return store;
}

describe('CatalogueView', () => {
  it('works a catalogue out once for as long as the lists stay as they are', () => {
    const store = fleetWith('m');
    const view = new CatalogueView(new Live(defaultModelRules()));
    const before = view.of(store.fleet);
    store.report(URL_A, { status: 'healthy', cause: 'probe', check: CHECK });
    expect(view.of(store.fleet)).toBe(before);
  });

  it('follows a new list and a recognised server', () => {
    const store = fleetWith('m');
    const view = new CatalogueView(new Live(defaultModelRules()));
    expect(view.of(store.fleet).find('m')!.aliases).toEqual([{ name: 'm', source: 'openai' }]);
    store.setDetected(URL_A, { detected: 'lm-studio', healthUrl: URL_A, modelUrl: URL_A });
    expect(view.of(store.fleet).find('m')!.aliases).toEqual([{ name: 'm', source: 'lmstudio' }]);
    store.setModels(URL_A, [{ name: 'n' }]);
    expect(view.of(store.fleet).models.map(({ id }) => id)).toEqual(['n']);
  });

  it('follows its options', () => {
    const { fleet } = fleetWith('mistral:7b');
    let options: CatalogueOptions = {};
    const view = new CatalogueView(new Live(defaultModelRules()), () => options);
    expect(view.of(fleet).find('mistral:7b')!.variant).toBe(':7b');
    options = { normaliseFamilies: true };
    expect(view.of(fleet).find('mistral:7b')!.variant).toBe('7b');
    expect(view.of(fleet)).toBe(view.of(fleet));
  });

  it('is empty for an empty fleet', () => {
    const { models } = new CatalogueView(new Live(defaultModelRules())).of(new FleetStore().fleet);
    expect(models).toEqual([]);
  });
});
