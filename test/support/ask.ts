import http from 'node:http';

export interface AskOptions {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Connections that are kept between requests; a new one for each by default. */
  readonly agent?: http.Agent;
  readonly limitMs?: number;
  /** Leaves when this says so. */
  readonly signal?: AbortSignal;
}

/** An answer, whole or as far as it came. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: http.IncomingHttpHeaders,
    readonly body: Buffer,
    /** Did it come to a proper end? */
    readonly complete: boolean,
  ) {}

  get text(): string {
    return this.body.toString();
  }

  json(): unknown {
    return JSON.parse(this.text);
  }

  /** A header as a text, empty when it is absent. */
  header(name: string): string {
    return String(this.headers[name] ?? '');
  }
}

const LIMIT_MS = 10_000;

/** Sends one request and reads the answer to its end, proper or not; fails when there is no answer at all. */
export function ask(url: string, options: AskOptions = {}): Promise<Answer> {
  const { method = options.body === undefined ? 'GET' : 'POST', headers, body, agent } = options;
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method,
        headers: headers ?? {},
        agent: agent ?? false,
        ...(options.signal && { signal: options.signal }),
      },
      (response) => {
        const pieces: Buffer[] = [];
        const done = (): void =>
          resolve(
            new Answer(response.statusCode!, response.headers, Buffer.concat(pieces), response.complete),
          );
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', () => undefined);
        response.on('close', done);
      },
    );
    request.setTimeout(options.limitMs ?? LIMIT_MS, () =>
      request.destroy(new Error(`${url}: no answer in time`)),
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** What makes Olla look for a model in a body. */
export const AS_JSON = { 'content-type': 'application/json' };

/** The body of a chat request in the OpenAI dialect. */
export const chatBody = (model: string, more: object = {}): string =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }], ...more });

/** One chat, asked of Olla in the OpenAI dialect. */
export function chat(
  url: string,
  model: string,
  options: AskOptions & { more?: object } = {},
): Promise<Answer> {
  const { more, ...rest } = options;
  return ask(`${url}/olla/openai/v1/chat/completions`, {
    body: chatBody(model, more),
    ...rest,
    headers: { ...AS_JSON, ...rest.headers },
  });
}
