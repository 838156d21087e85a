/** Why a model list could not be had, in the words of models-and-health.md §8.3. */

const NETWORK_SUMMARIES: readonly (readonly [RegExp, string])[] = [
  [
    /ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|connectex:|connection refused|no route to host/i,
    'endpoint unreachable',
  ],
  [/ETIMEDOUT|timeout|deadline exceeded/i, 'connection timeout'],
  [/ENETUNREACH|network is unreachable/i, 'network unreachable'],
];

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
