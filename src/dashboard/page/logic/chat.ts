/** What a streamed chat answer is made of (OpenAI's chunks). */
export interface ChatPiece {
  readonly text?: string;
  /** What the model says to itself first. */
  readonly thought?: string;
  readonly finish?: string;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  readonly error?: string;
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null;
      readonly reasoning_content?: string;
      readonly reasoning?: string;
    };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly error?: { readonly message?: string } | string;
}

/** Splits a stream of server-sent events into the data of each, however the bytes were cut. */
export class EventSplitter {
  #rest = '';

  /** @returns the data of the events that are complete now */
  add(text: string): readonly string[] {
    const events = (this.#rest + text).split(/\r?\n\r?\n/);
    this.#rest = events.pop() ?? '';
    return events.flatMap((event) => {
      const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
      return lines.length === 0 ? [] : [lines.map((line) => line.slice(5).trimStart()).join('\n')];
    });
  }
}

/** What one event of the stream says; undefined for its end and for what cannot be read. */
export function chatPiece(data: string): ChatPiece | undefined {
  if (data === '[DONE]') return undefined;
  let chunk: Chunk;
  try {
    chunk = JSON.parse(data) as Chunk;
  } catch {
    return undefined;
  }
  const { error, usage } = chunk;
  if (error !== undefined)
    return { error: typeof error === 'string' ? error : (error.message ?? 'The answer broke off') };
  const choice = chunk.choices?.[0];
  const thought = choice?.delta?.reasoning_content ?? choice?.delta?.reasoning;
  return {
    ...(choice?.delta?.content && { text: choice.delta.content }),
    ...(thought && { thought }),
    ...(choice?.finish_reason && { finish: choice.finish_reason }),
    ...(usage?.prompt_tokens !== undefined && { tokensIn: usage.prompt_tokens }),
    ...(usage?.completion_tokens !== undefined && { tokensOut: usage.completion_tokens }),
  };
}
