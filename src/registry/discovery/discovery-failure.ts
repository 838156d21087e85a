/** Why a model list could not be had, in the words of models-and-health.md §8.3. */

const NETWORK_SUMMARIES: readonly (readonly [RegExp, string])[] = [
  [
    /ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|connectex:|connection refused|no route to host/i,
    'endpoint unreachable',
  ],
  [/ETIMEDOUT|timeout|deadline exceeded/i, 'connection timeout'],
  [/ENETUNREACH|network is unreachable/i, 'network unreachable'],
];

const NOBODY_THERE =
  /ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/;

/** Client errors that pass by themselves. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

type FailureKind = 'status' | 'network' | 'format';

/** A listing that failed. */
export class DiscoveryFailure extends Error {
  private constructor(
    readonly kind: FailureKind,
    message: string,
    /** HTTP status of the answer that was no list; 0 for the other kinds. */
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static status(status: number): DiscoveryFailure {
    return new DiscoveryFailure('status', `HTTP ${status}`, status);
  }

  static network(cause: unknown): DiscoveryFailure {
    return new DiscoveryFailure('network', `network error: ${wordsOf(cause)}`, 0, { cause });
  }

  static format(message: string, cause?: unknown): DiscoveryFailure {
    return new DiscoveryFailure('format', message, 0, { cause });
  }
}

/** The short sentence for the log. */
export function summaryOf(error: unknown): string {
  if (error instanceof DiscoveryFailure) {
    if (error.kind === 'status') return statusSummary(error.status);
    return error.kind === 'format' ? 'invalid response format' : networkSummary(error.cause, 'network error');
  }
  if (error instanceof SyntaxError) return 'invalid response format';
  return isNetworkError(error) ? networkSummary(error, 'network connection failed') : 'discovery failed';
}

/** Whether asking again may help without anybody changing the configuration. */
export function isRecoverable(error: unknown): boolean {
  if (!(error instanceof DiscoveryFailure) || error.kind !== 'status') return true;
  return error.status < 400 || error.status >= 500 || PASSING_STATUSES.has(error.status);
}

/** Whether nobody can be reached there at all, so that no other path will do better. */
export function isUnreachable(failure: DiscoveryFailure): boolean {
  return failure.kind === 'network' && NOBODY_THERE.test(wordsOf(failure.cause));
}

/** Of two failures the one that tells more about what keeps us from the list. */
export function moreTelling(before: DiscoveryFailure | undefined, now: DiscoveryFailure): DiscoveryFailure {
  return before && weight(before) >= weight(now) ? before : now;
}

/** A server in trouble, then a refusal, then an answer that is no list, then a path that is not there. */
function weight(failure: DiscoveryFailure): number {
  if (failure.kind === 'format') return 1;
  if (failure.kind === 'network' || isRecoverable(failure)) return 3;
  return failure.status === 401 || failure.status === 403 ? 2 : 0;
}

function statusSummary(status: number): string {
  if (status >= 400 && status < 500) return `endpoint configuration issue (HTTP ${status})`;
  if (status >= 500 && status < 600) return `endpoint server error (HTTP ${status})`;
  return `HTTP error (${status})`;
}

function networkSummary(cause: unknown, otherwise: string): string {
  const words = wordsOf(cause);
  return NETWORK_SUMMARIES.find(([pattern]) => pattern.test(words))?.[1] ?? otherwise;
}

/** Codes and messages of an error and of what caused it. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let at = error; at instanceof Error && words.length < 8; at = at.cause) {
    words.push(`${codeOf(at)} ${at.message}`.trim());
  }
  return words.length > 0 ? words.join(': ') : String(error);
}

const isNetworkError = (error: unknown): boolean =>
  error instanceof Error && ('syscall' in error || codeOf(error).startsWith('UND_ERR_'));

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
