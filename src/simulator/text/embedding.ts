import { dice, fingerprint } from './words.js';

const DIMENSIONS = 64;

/** A vector of length 1 that depends on the text alone. */
export function embed(text: string, dimensions = DIMENSIONS): number[] {
  const roll = dice(fingerprint(text));
  const vector = Array.from({ length: dimensions }, () => roll() * 2 - 1);
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => Number((value / norm).toFixed(6)));
}

/** As OpenAI clients ask for it by default: little-endian 32-bit floats in base64. */
export function toBase64(vector: readonly number[]): string {
  const floats = Buffer.alloc(vector.length * 4);
  vector.forEach((value, at) => floats.writeFloatLE(value, at * 4));
  return floats.toString('base64');
}
