import type { ProfileDefinition } from '../../config/profiles/index.js';
import { glob, type Matcher } from '../../core/glob.js';
import type { ModelCapabilities } from './profile-facts.js';

const USUAL_CONTEXT = 4_096;
const USUAL_OUTPUT = 2_048;

type Kind = 'embeddings' | 'vision' | 'code';

/** Tells from a model's name what it can do (backends.md §3.2). */
export class Capabilities {
  readonly #kinds: Readonly<Record<Kind, readonly Matcher[]>>;
  readonly #contexts: readonly (readonly [Matcher, number])[];

  constructor(
    models: ProfileDefinition['models'],
    private readonly streaming: boolean,
  ) {
    const patterns = (kind: Kind): readonly Matcher[] =>
      (models?.capability_patterns?.[kind] ?? []).map(glob);
    this.#kinds = {
      embeddings: patterns('embeddings'),
      vision: patterns('vision'),
      code: patterns('code'),
    };
    this.#contexts = (models?.context_patterns ?? []).map(
      ({ pattern = '', context = 0 }) => [glob(pattern), context] as const,
    );
  }

  of(model: string): ModelCapabilities {
    const is = (kind: Kind): boolean => this.#kinds[kind].some((matches) => matches(model));
    const [embeddings, vision, code] = [is('embeddings'), is('vision'), is('code')];
    return {
      chat: !embeddings,
      text: !embeddings,
      embeddings,
      vision,
      code,
      functionCalling: !embeddings && !vision && !code,
      streaming: this.streaming,
      maxContext: this.contextOf(model) ?? USUAL_CONTEXT,
      maxOutput: USUAL_OUTPUT,
    };
  }

  /** Undefined when no pattern tells. */
  contextOf(model: string): number | undefined {
    return this.#contexts.find(([matches]) => matches(model))?.[1];
  }
}
