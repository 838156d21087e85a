import http from 'node:http';
import { once } from 'node:events';
import { until } from './until.js';

/** Reads server-sent events as they come. */
export class EventReader {
  readonly #events: { readonly type: string; readonly data: unknown }[] = [];
  #text = '';

  private constructor(private readonly response: http.IncomingMessage) {
    response.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    response.on('error', () => undefined);
  }

  /** Fails unless there are events to read. */
  static async open(url: string): Promise<EventReader> {
    const request = http.get(url, { agent: false, headers: { accept: 'text/event-stream' } });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    if (response.statusCode === 200) return new EventReader(response);
    response.resume();
    throw new Error(`no events: ${response.statusCode}`);
  }

  /** What has come of this type, at least one; it is told once. */
  async next(type: string): Promise<readonly unknown[]> {
    await until(`there is a ${type}`, () => this.#events.some((event) => event.type === type));
    const found = this.#events.filter((event) => event.type === type);
    for (const event of found) this.#events.splice(this.#events.indexOf(event), 1);
    return found.map(({ data }) => data);
  }

  close(): void {
    this.response.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop()!;
    for (const block of blocks) {
      const type = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (type !== undefined && data !== undefined) this.#events.push({ type, data: JSON.parse(data) });
    }
  }
}
