// Ways to choose that are put side by side.

/** `type` is what Olla takes the machines for: of a plain OpenAI server it does not know what is in memory. */
export const STRATEGIES = {
  'least-connections': { type: 'openai-compatible', proxy: { load_balancer: 'least-connections' } },
  'loaded-first': { type: 'ollama', proxy: { load_balancer: 'least-connections' } },
  'expected-wait': { type: 'ollama', proxy: { load_balancer: 'expected-wait' } },
};
