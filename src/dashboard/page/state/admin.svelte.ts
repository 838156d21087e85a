/** What came of an action. */
export interface Outcome {
  readonly id: number;
  readonly ok: boolean;
  readonly title: string;
  readonly detail: string;
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path?: string; readonly message?: string }[];
}

const SHOWN_MS = 8_000;

/** The operator's hand. The token lives in this page's memory and goes nowhere but into the header. */
class Admin {
  token = $state('');
  /** Set when an action was refused for want of a token. */
  needsToken = $state(false);
  asking = $state(false);
  outcomes = $state.raw<readonly Outcome[]>([]);
  #count = 0;

  /**
   * Does something through the admin API and tells what came of it.
   * @param what as a sentence, such as `Drain gpu-a`
   * @param path below `/internal/admin/v1/`
   */
  async act(what: string, path: string, init: RequestInit = {}): Promise<boolean> {
    try {
      const answer = await this.fetch(path, { method: 'POST', ...init });
      const body = (await answer.json().catch(() => ({}))) as ProblemBody & { readonly headline?: string };
      if (answer.ok) {
        this.tell(true, `${what}: done`, body.headline ?? '');
        return true;
      }
      if (answer.status === 401 || answer.status === 403) this.needsToken = true;
      this.tell(false, `${what}: ${body.title ?? `refused (${answer.status})`}`, textOf(body));
    } catch {
      this.tell(false, `${what}: Olla does not answer`, 'Try again once the page is connected.');
    }
    return false;
  }

  /** Asks the admin API. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept', 'application/json');
    if (this.token !== '') headers.set('Authorization', `Bearer ${this.token}`);
    return fetch(`../admin/v1/${path}`, { ...init, headers, cache: 'no-store' });
  }

  tell(ok: boolean, title: string, detail = ''): void {
    const outcome = { id: ++this.#count, ok, title, detail };
    this.outcomes = [...this.outcomes, outcome].slice(-3);
    if (ok) setTimeout(() => this.dismiss(outcome.id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.outcomes = this.outcomes.filter((outcome) => outcome.id !== id);
  }
}

const textOf = ({ detail = '', errors = [] }: ProblemBody): string =>
  [detail, ...errors.map(({ path, message }) => [path, message].filter(Boolean).join(': '))]
    .filter(Boolean)
    .join(' · ');

export const admin = new Admin();
