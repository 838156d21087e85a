import { isObject } from '../http/fields.js';
import { SHARED_MODEL } from './fleet.js';
import type { Ending, Mode, Tally } from './tally.js';

const PATH = '/olla/openai/v1/chat/completions';
const PATIENCE_MS = 20_000;
const TOKENS: Readonly<Record<Mode, number>> = { unary: 12, stream: 32 };

/** Sends one chat through Olla, reads all of the answer and judges it. */
export async function sendOne(url: string, mode: Mode, number: number, tally: Tally): Promise<void> {
  tally.sent[mode]++;
  let response: Response;
  try {
    response = await fetch(url + PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: SHARED_MODEL,
        messages: [{ role: 'user', content: `Question number ${number}` }],
        max_tokens: TOKENS[mode],
        stream: mode === 'stream',
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    return tally.end(mode, 'lost', undefined, messageOf(error));
  }
  const endpoint = response.headers.get('x-olla-endpoint') ?? undefined;
  if (response.status !== 200) {
    await response.body?.cancel();
    return tally.end(mode, 'lost', endpoint, `status ${response.status}`);
  }
  const { text, broke } = await readAll(response);
  const ending = mode === 'unary' ? judgeWhole(text, broke) : judgeStream(text, broke);
  tally.end(mode, ending, endpoint, ending === 'lost' ? (broke ?? 'an answer without text') : undefined);
}

/** Everything that came, and how it broke off if it did. */
async function readAll(response: Response): Promise<{ text: string; broke: string | undefined }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? [])
      text += decoder.decode(chunk as Uint8Array, { stream: true });
    return { text, broke: undefined };
  } catch (error) {
    return { text, broke: messageOf(error) };
  }
}

function judgeWhole(text: string, broke: string | undefined): Ending {
  const answer = broke === undefined ? parse(text) : undefined;
  return isObject(answer) && Array.isArray(answer['choices']) ? 'ok' : 'lost';
}

/** A stream has told of its end when it is complete, carries an error, or its connection broke. */
export function judgeStream(text: string, broke: string | undefined): Ending {
  if (broke !== undefined) return 'told';
  const frames = text.split('\n').filter((line) => line.startsWith('data:'));
  const contents = frames.map((line) => line.slice(5).trim());
  const failed = contents.map(parse).some((frame) => isObject(frame) && frame['error'] !== undefined);
  if (failed) return 'told';
  return contents.at(-1) === '[DONE]' ? 'ok' : 'silent';
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
