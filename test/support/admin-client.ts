import { type Answer, ask } from './ask.js';

/** What to send to the admin API. */
export interface AdminWish {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An operator at this machine, who talks to the admin API of an Olla. */
export class AdminClient {
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** @param path below `/internal/admin/v1/` */
  async ask(path: string, { method, body, headers }: AdminWish = {}): Promise<Answer> {
    return ask(`${this.url}/internal/admin/v1/${path}`, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: { ...(body && { 'content-type': 'application/json' }), ...this.headers, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** The answer as JSON; fails when it is a refusal. */
  async tell(path: string, wish: AdminWish = {}): Promise<Record<string, unknown>> {
    const answer = await this.ask(path, wish);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json() as Record<string, unknown>;
  }
}
