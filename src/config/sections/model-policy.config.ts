import { Count, Flag, ListOf, NotEmpty, Text } from '../schema/index.js';

/** Where a model is to be, and what stands in for it. */
export class ModelPolicyConfig {
  /** The model's name; `*` stands for anything. Of several that fit, the first counts. */
  @Text()
  @NotEmpty('a model policy needs the name of a model, or a pattern such as "qwen*"')
  readonly name: string = '';

  /** Whether it stays in memory wherever it is: it makes room for no other model. */
  @Flag()
  readonly pin: boolean = false;

  /** Whether it is loaded before anybody asks for it. */
  @Flag()
  readonly preload: boolean = false;

  /** Endpoints that hold it in memory at least, from the start on; `preload` means one. */
  @Count()
  readonly minReplicas: number = 0;

  /** Endpoints that hold it in memory at most, as far as Olla decides; 0 means as many as are of use. */
  @Count()
  readonly maxReplicas: number = 0;

  /** Names of the only endpoints that serve it, `*` stands for anything; an empty list means all. */
  @ListOf('text')
  readonly onlyOn: readonly string[] = [];

  /** Names of endpoints that never serve it, even when `only_on` has them. */
  @ListOf('text')
  readonly neverOn: readonly string[] = [];

  /** Models that are asked in its place, in this order, while no endpoint can serve it. */
  @ListOf('text')
  readonly fallback: readonly string[] = [];
}
