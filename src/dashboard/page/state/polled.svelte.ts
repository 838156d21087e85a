/** Something that is asked for again and again as long as somebody looks at it. */
export class Polled<T> {
  data = $state.raw<T | undefined>(undefined);
  /** Why the last try failed; what came before stays. */
  problem = $state('');
  /** There is no such page: a feature that is switched off. */
  missing = $state(false);
  #etag: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;

  /** @param ask by default a plain fetch of the address */
  constructor(
    private readonly address: () => string,
    private readonly everyMs: number,
    private readonly ask: (address: string, init: RequestInit) => Promise<Response> = (address, init) =>
      fetch(address, init),
  ) {}

  /** Begins; the returned function ends it. Made for `$effect`. */
  follow(): () => void {
    void this.#run();
    return () => {
      clearTimeout(this.#timer);
      this.#abort?.abort();
    };
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    await this.#run();
  }

  async #run(): Promise<void> {
    const abort = (this.#abort = new AbortController());
    if (!document.hidden) await this.#once(abort.signal);
    if (!abort.signal.aborted) this.#timer = setTimeout(() => void this.#run(), this.everyMs);
  }

  async #once(signal: AbortSignal): Promise<void> {
    try {
      const headers = { Accept: 'application/json', ...(this.#etag && { 'If-None-Match': this.#etag }) };
      const answer = await this.ask(this.address(), { headers, signal, cache: 'no-store' });
      if (answer.status === 304) return this.#well();
      this.missing = answer.status === 404;
      if (!answer.ok) throw new Error(await reasonOf(answer));
      this.data = (await answer.json()) as T;
      this.#etag = answer.headers.get('etag') ?? undefined;
      this.#well();
    } catch (error) {
      if (signal.aborted) return;
      this.problem = error instanceof TypeError ? 'Olla does not answer' : (error as Error).message;
    }
  }

  #well(): void {
    this.problem = '';
    this.missing = false;
  }
}

async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return detail ?? title ?? `Olla answered ${answer.status}`;
  } catch {
    return text.trim().slice(0, 200) || `Olla answered ${answer.status}`;
  }
}
