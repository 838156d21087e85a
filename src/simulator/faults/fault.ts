import { isObject, type JsonObject } from '../http/fields.js';

export const FAULT_KINDS = [
  'none',
  'refuse',
  'hang',
  'status',
  'flaky',
  'slow',
  'cut',
  'reset',
  'malformed',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What is wrong with a server; see the README for what each kind does. */
export interface Fault {
  readonly kind: FaultKind;
  /** For `status`: 400 to 599, default 500. */
  readonly status?: number;
  /** For `status` and `flaky`: seconds, sent as `Retry-After`. */
  readonly retryAfter?: number;
  /** Share of the requests that are hit, 0 to 1. Default 1; for `flaky` 0.5. */
  readonly share?: number;
  /** For `slow`: wait before the headers. Default 1000. */
  readonly delayMs?: number;
  /** For `cut` and `malformed`: good frames before it happens. Default 3. */
  readonly afterFrames?: number;
  /** For `malformed`: no HTTP at all, or HTTP with a broken body. Default `http`. */
  readonly variant?: 'http' | 'body';
  /** Whether health checks and model lists are hit as well. Default false. */
  readonly health?: boolean;
  /** The fault ends by itself after this time. */
  readonly forMs?: number;
}

/** A fault that makes no sense; the message says what would. */
export class FaultError extends Error {}

type Check = [right: string, test: (value: unknown) => boolean];

const within = (low: number, high: number, whole: boolean): Check => [
  `a ${whole ? 'whole ' : ''}number ${high === Infinity ? `of ${low} or more` : `from ${low} to ${high}`}`,
  (value) =>
    typeof value === 'number' && value >= low && value <= high && (!whole || Number.isInteger(value)),
];
const oneOf = (...choices: readonly string[]): Check => [
  `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`,
  (value) => typeof value === 'string' && choices.includes(value),
];

const CHECKS: Readonly<Record<keyof Fault, Check>> = {
  kind: oneOf(...FAULT_KINDS),
  status: within(400, 599, true),
  retryAfter: within(0, Infinity, false),
  share: within(0, 1, false),
  delayMs: within(0, Infinity, false),
  afterFrames: within(0, Infinity, true),
  variant: oneOf('http', 'body'),
  health: ['true or false', (value) => typeof value === 'boolean'],
  forMs: within(1, 86_400_000, false),
};

/** Reads a fault from JSON; throws a `FaultError` that names every mistake and what is right. */
export function parseFault(json: string): Fault {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new FaultError(
      `the body must be JSON such as {"kind":"status","status":503,"share":0.5}; ${ALLOWED}`,
    );
  }
  return checkFault(value);
}

/** The same for a value that is no longer text. */
export function checkFault(value: unknown): Fault {
  if (!isObject(value)) throw new FaultError(`a fault is an object such as {"kind":"hang"}; ${ALLOWED}`);
  const mistakes = mistakesIn(value);
  if (mistakes.length > 0) throw new FaultError(`${mistakes.join('; ')}; ${ALLOWED}`);
  return value as unknown as Fault;
}

function mistakesIn(value: JsonObject): string[] {
  const mistakes: string[] = [];
  if (value['kind'] === undefined) mistakes.push('"kind" is missing');
  for (const [key, given] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key as keyof Fault] : undefined;
    if (!check) mistakes.push(`"${key}" is unknown`);
    else if (given !== undefined && !check[1](given)) mistakes.push(`"${key}" must be ${check[0]}`);
  }
  return mistakes;
}

const ALLOWED = `allowed are ${Object.entries(CHECKS)
  .map(([key, [right]]) => `"${key}": ${right}`)
  .join('; ')}`;
