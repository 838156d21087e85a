import { type ChatPiece, chatPiece, EventSplitter } from '../logic/chat.js';

/** One turn of the conversation. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** How an answer came about. */
export interface AnswerStory {
  readonly status: number;
  readonly requestId: string;
  /** Olla's own headers, in the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly firstTokenMs?: number;
  readonly totalMs?: number;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  readonly finish?: string;
}

const ADDRESS = '../../olla/openai/v1/chat/completions';

/** A conversation with a model through Olla, as any client would have it. It is kept while the page is open. */
class Chat {
  model = $state('');
  /** Kept in memory only. */
  key = $state('');
  messages = $state.raw<readonly Message[]>([]);
  /** What the model says to itself before it answers. */
  thought = $state('');
  story = $state.raw<AnswerStory | undefined>(undefined);
  problem = $state('');
  busy = $state(false);
  #abort: AbortController | undefined;

  async send(text: string): Promise<void> {
    const asked: readonly Message[] = [...this.messages, { role: 'user', text }];
    this.messages = [...asked, { role: 'assistant', text: '' }];
    this.thought = '';
    this.problem = '';
    this.story = undefined;
    this.busy = true;
    this.#abort = new AbortController();
    const startedAt = performance.now();
    try {
      const answer = await this.#ask(asked, this.#abort.signal);
      this.story = beginningOf(answer);
      if (!answer.ok || !answer.body) throw new Error(await errorOf(answer));
      await this.#read(answer.body, startedAt);
      this.#tell({ totalMs: performance.now() - startedAt });
    } catch (error) {
      this.problem = this.#abort.signal.aborted ? 'Stopped.' : messageOf(error);
    }
    // A turn that came to nothing would only confuse the next one.
    this.messages = this.messages.filter((message) => message.text !== '');
    this.busy = false;
  }

  stop(): void {
    this.#abort?.abort();
  }

  clear(): void {
    this.stop();
    this.messages = [];
    this.story = undefined;
    this.problem = '';
    this.thought = '';
  }

  #ask(messages: readonly Message[], signal: AbortSignal): Promise<Response> {
    return fetch(ADDRESS, {
      method: 'POST',
      signal,
      headers: {
        'Content-Type': 'application/json',
        ...(this.key && { Authorization: `Bearer ${this.key}` }),
      },
      body: JSON.stringify({
        model: this.model,
        messages: messages.map(({ role, text }) => ({ role, content: text })),
        stream: true,
        stream_options: { include_usage: true },
      }),
    });
  }

  async #read(body: ReadableStream<Uint8Array>, startedAt: number): Promise<void> {
    const splitter = new EventSplitter();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const data of splitter.add(decoder.decode(value, { stream: true }))) {
        const piece = chatPiece(data);
        if (piece) this.#take(piece, startedAt);
      }
    }
  }

  #take({ text, thought, error, ...figures }: ChatPiece, startedAt: number): void {
    if (error !== undefined) throw new Error(error);
    if ((text ?? thought) !== undefined && this.story?.firstTokenMs === undefined) {
      this.#tell({ firstTokenMs: performance.now() - startedAt });
    }
    if (thought !== undefined) this.thought += thought;
    if (text !== undefined) {
      const last = this.messages.at(-1)!;
      this.messages = [...this.messages.slice(0, -1), { ...last, text: last.text + text }];
    }
    if (Object.keys(figures).length > 0) this.#tell(figures);
  }

  #tell(more: Partial<AnswerStory>): void {
    if (this.story) this.story = { ...this.story, ...more };
  }
}

function beginningOf({ status, headers }: Response): AnswerStory {
  const own = [...headers].filter(([name]) => name.startsWith('x-olla-') || name === 'retry-after');
  return { status, requestId: headers.get('x-olla-request-id') ?? '', headers: own };
}

async function errorOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } | string };
    return (typeof error === 'string' ? error : error?.message) ?? text;
  } catch {
    return text.trim() || `Olla answered ${answer.status}`;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof TypeError ? 'The answer broke off, or Olla does not answer.' : (error as Error).message;

export const chat = new Chat();
