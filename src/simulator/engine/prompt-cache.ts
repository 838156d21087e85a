/** Prompts are remembered in blocks of so many words. */
const BLOCK = 16;

/** The beginnings of prompts that a server has read lately and need not read again, as vLLM and llama.cpp keep them. */
export class PromptCache {
  /** Hash of a block and all before it; in order of use. */
  readonly #blocks = new Set<number>();

  /** @param tokens how much it holds; 0 = there is none */
  constructor(private readonly tokens: number) {}

  /** Takes in a prompt. @returns how many of its tokens were known */
  read(model: string, prompt: string): number {
    if (this.tokens === 0) return 0;
    const words = prompt.split(/\s+/);
    let hash = hashOf(model, 0);
    let known = 0;
    for (let at = 0; at + BLOCK <= words.length; at += BLOCK) {
      hash = hashOf(words.slice(at, at + BLOCK).join(' '), hash);
      if (this.#blocks.delete(hash) && known === at) known += BLOCK;
      this.#blocks.add(hash);
      if (this.#blocks.size * BLOCK > this.tokens) this.#blocks.delete(this.#blocks.values().next().value!);
    }
    return known;
  }

  clear(): void {
    this.#blocks.clear();
  }
}

function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
