import { suggestion } from '../nearest.js';
import { merge, withoutNulls } from './merge.js';
import type { ProfileDefinition } from './profile-definition.js';

/** What one file says of a profile; a later one of the same name lies above it. */
export interface Layer {
  readonly definition: ProfileDefinition;
  /** What people call the file; empty for what came with the build. */
  readonly file: string;
}

/** Layers that cannot be used, and why. */
interface Fault {
  readonly layers: readonly Layer[];
  readonly reason: string;
}

/** The profiles of all files, one upon the other: the last of a name counts, and `extends` says what is below it. */
export class Layers {
  readonly #stacks = new Map<string, Layer[]>();

  add(layer: Layer): void {
    const stack = this.#stacks.get(layer.definition.name);
    if (stack) stack.push(layer);
    else this.#stacks.set(layer.definition.name, [layer]);
  }

  /** Takes away what extends nothing that exists, or itself: what lies below such a layer counts again. */
  dropFaults(report: (layer: Layer, reason: string) => void): void {
    for (let fault = this.#fault(); fault; fault = this.#fault()) {
      for (const layer of fault.layers) {
        report(layer, fault.reason);
        this.#drop(layer);
      }
    }
  }

  /** One definition for each name, each laid upon what it extends. */
  definitions(): readonly ProfileDefinition[] {
    return [...this.#stacks.values()].map((stack) => this.#built(stack.at(-1)!));
  }

  #built(layer: Layer): ProfileDefinition {
    const base = this.#below(layer);
    return base
      ? laidUpon(this.#built(base), layer.definition)
      : (withoutNulls(layer.definition) as ProfileDefinition);
  }

  /** What a layer extends: under its own name that is what earlier files said. */
  #below(layer: Layer): Layer | undefined {
    const { name, extends: wanted } = layer.definition;
    if (!wanted) return undefined;
    const stack = this.#stacks.get(wanted);
    return wanted === name ? stack?.[stack.indexOf(layer) - 1] : stack?.at(-1);
  }

  #fault(): Fault | undefined {
    for (const stack of this.#stacks.values()) {
      const fault = this.#faultOf(stack.at(-1)!);
      if (fault) return fault;
    }
    return undefined;
  }

  #faultOf(top: Layer): Fault | undefined {
    const chain: Layer[] = [];
    for (let layer: Layer | undefined = top; layer; layer = this.#below(layer)) {
      const seen = chain.indexOf(layer);
      if (seen >= 0) return circle(chain.slice(seen));
      chain.push(layer);
    }
    const last = chain.at(-1)!;
    const wanted = last.definition.extends;
    if (!wanted) return undefined;
    if (wanted === last.definition.name) return circle([last]);
    const hint = suggestion(wanted, this.#stacks.keys());
    const reason = `extends "${wanted}", which is no profile${hint ? ` (${hint})` : ''}`;
    return { layers: [last], reason };
  }

  #drop(layer: Layer): void {
    const { name } = layer.definition;
    const left = (this.#stacks.get(name) ?? []).filter((other) => other !== layer);
    if (left.length > 0) this.#stacks.set(name, left);
    else this.#stacks.delete(name);
  }
}

function circle(layers: readonly Layer[]): Fault {
  const names = layers.map(({ definition }) => definition.name);
  return { layers, reason: `extends itself: ${[...names, names[0]].join(' → ')}` };
}

/** The paths of another profile stay its own: who names none is reached under his own name. */
function laidUpon(base: ProfileDefinition, own: ProfileDefinition): ProfileDefinition {
  const { extends: _, ...merged } = merge(base, own) as ProfileDefinition;
  const ownRoutes = own.name === base.name || own.routing === null || own.routing?.prefixes !== undefined;
  return ownRoutes ? merged : { ...merged, routing: { ...merged.routing, prefixes: [own.name] } };
}
