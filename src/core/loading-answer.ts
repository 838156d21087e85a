const LOADING = 'loading model';

/**
 * Whether the body of a 503 is what a llama.cpp server says on every path while it reads its model into
 * memory: it is well, and will serve by itself.
 */
export function saysLoading(body: string): boolean {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return false;
  }
  const error = (answer as { error?: unknown } | null)?.error;
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && message.trim().toLowerCase() === LOADING;
}
