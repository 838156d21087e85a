import { Count, Flag, ListOf, Size, Whole } from '../schema/index.js';

/** Keeps the turns of a conversation on one endpoint, where the prompt cache is warm. */
export class StickySessionsConfig {
  /** Whether conversations stay where they began. */
  @Flag()
  readonly enabled: boolean = false;

  /** Seconds without a request after which a conversation may move; 0 or less means never. */
  @Whole()
  readonly idleTtlSeconds: number = 600;

  /** Conversations that are remembered; 0 means no limit. */
  @Count()
  readonly maxSessions: number = 10_000;

  /** Where the key of a conversation comes from, in order of preference. */
  @ListOf('text')
  readonly keySources: readonly string[] = ['session_header', 'prefix_hash', 'auth_header'];

  /** Bytes of the prompt that make the key; 0 or less means all that was read. */
  @Size()
  readonly prefixHashBytes: number = 512;
}
