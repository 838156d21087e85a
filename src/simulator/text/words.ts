/** How many words a text has: our tokens. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** A 32-bit fingerprint of a text (FNV-1a): the same on every machine and in every run. */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Evenly spread numbers from 0 up to 1 that depend on the seed alone (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A stable number for each word, as a tokenizer would give it. */
export function tokenIds(text: string): number[] {
  return (text.match(/\S+/g) ?? []).map((word) => fingerprint(word) % 128_000);
}
