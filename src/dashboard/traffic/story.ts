import type { AttemptRecord, Outcome } from '../../core/outcome.js';
import { clipped } from '../clipped.js';
import type { Story, StoryAttempt } from '../wire.js';

/** Whether there is more to tell of a request than that it went well. */
export const isStory = ({ result, attempts }: Outcome): boolean =>
  attempts.length > 1 || result === 'failed' || result === 'refused';

/** What is told of it, as the so-manieth. */
export function storyOf(outcome: Outcome, number: number): Story {
  const { startedAt, durationMs, requestId, method, path, model, caller, result, status, error } = outcome;
  return {
    number,
    at: Math.round(startedAt + durationMs),
    id: requestId,
    method,
    path: clipped(path),
    model: clipped(model ?? ''),
    caller: caller ?? '',
    result,
    status,
    duration_ms: Math.round(durationMs),
    ...(error && { error: error.code, message: clipped(error.message) }),
    attempts: outcome.attempts.map(attemptOf),
  };
}

const attemptOf = ({
  endpointName,
  startedMs,
  durationMs,
  result,
  status,
  error,
}: AttemptRecord): StoryAttempt => ({
  endpoint: endpointName,
  started_ms: Math.round(startedMs),
  duration_ms: Math.round(durationMs),
  result,
  status,
  ...(error !== undefined && { error }),
});
