// Ways to choose that are put side by side.

/** `type` is what Olla takes the machines for: of a plain OpenAI server it does not know what is in memory. */
/** Those that every scenario is measured with, unless it names others. */
export const USUAL = ['least-connections', 'loaded-first', 'expected-wait'];

export const STRATEGIES = {
  'least-connections': { type: 'openai-compatible', proxy: { load_balancer: 'least-connections' } },
  'loaded-first': { type: 'ollama', proxy: { load_balancer: 'least-connections' } },
  /** What the original has for conversations: whoever begins alike in the first 512 bytes stays together. */
  'prefix-hash': {
    type: 'ollama',
    proxy: {
      load_balancer: 'least-connections',
      sticky_sessions: { enabled: true, key_sources: ['prefix_hash'], prefix_hash_bytes: 512 },
    },
  },
  'expected-wait': { type: 'ollama', proxy: { load_balancer: 'expected-wait' } },
};
