import { ask } from './ask.js';
import { dig } from './dig.js';
import type { Olla } from './olla.js';

/** The ids that Olla lists for OpenAI clients, sorted. */
export async function listedModels({ url }: Pick<Olla, 'url'>): Promise<string[]> {
  const answer = await ask(`${url}/olla/openai/v1/models`);
  return (dig(answer.json(), 'data') as object[]).map((model) => String(dig(model, 'id'))).toSorted();
}

/** Who gave an answer of a simulated server: it starts with `[name]`. */
export function speakerOf(text: string | null | undefined): string {
  return /^\[(.+?)\]/.exec(text ?? '')?.[1] ?? '';
}
