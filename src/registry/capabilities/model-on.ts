import type { Catalogue } from '../catalogue/catalogue.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';

type Hosted = ReadonlyMap<string, UnifiedModel>;

/** The models of a catalogue by name and endpoint, each name worked out when it is first asked for. */
class HostedModels {
  readonly #models = new Map<string, Set<UnifiedModel>>();
  readonly #hosted = new Map<string, Hosted>();

  constructor({ models }: Catalogue) {
    for (const model of models) {
      for (const { name } of model.aliases) this.#add(name.toLowerCase(), model);
    }
  }

  on(url: string, name: string): UnifiedModel | undefined {
    const key = name.toLowerCase();
    return (
      this.#hostsOf(key)?.get(url) ??
      (key.includes(':') ? undefined : this.#hostsOf(`${key}:latest`)?.get(url))
    );
  }

  #add(key: string, model: UnifiedModel): void {
    const known = this.#models.get(key);
    if (known) known.add(model);
    else this.#models.set(key, new Set([model]));
  }

  #hostsOf(key: string): Hosted | undefined {
    const models = this.#models.get(key);
    if (!models) return undefined;
    let hosted = this.#hosted.get(key);
    if (!hosted) {
      const pairs = [...models].flatMap((model) =>
        model.sources.map(({ endpointUrl }) => [endpointUrl, model] as const),
      );
      this.#hosted.set(key, (hosted = new Map(pairs)));
    }
    return hosted;
  }
}

const known = new WeakMap<Catalogue, HostedModels>();

/** The model that an endpoint has by this name, in any letter case; without a tag it means `:latest`. */
export function modelOn(catalogue: Catalogue, url: string, name: string): UnifiedModel | undefined {
  let hosted = known.get(catalogue);
  if (!hosted) known.set(catalogue, (hosted = new HostedModels(catalogue)));
  return hosted.on(url, name);
}
