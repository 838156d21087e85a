/** One try of one endpoint, as the page shows it. */
export interface Try {
  readonly endpoint: string;
  readonly startedMs: number;
  readonly durationMs: number;
  readonly result: string;
  readonly status: number;
  readonly error: string;
}

/** An endpoint that was weighed, and what spoke for or against it. */
export interface Candidate {
  readonly endpoint: string;
  readonly verdict: string;
}

/** A request that is over, with what is known of how it went. */
export interface RequestRecord {
  readonly id: string;
  /** Epoch milliseconds; 0 = not told. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly model: string;
  readonly client: string;
  readonly caller: string;
  readonly endpoint: string;
  readonly result: string;
  readonly status: number;
  readonly durationMs: number | undefined;
  readonly error: string;
  readonly candidates: readonly Candidate[];
  readonly attempts: readonly Try[];
  /** Whatever else is told, by name: timings, usage, routing. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

type Plain = Readonly<Record<string, unknown>>;

/** The records of a list, or of an answer that holds one. */
export function recordsOf(answer: unknown): readonly RequestRecord[] {
  const list = Array.isArray(answer) ? answer : listOf(plain(answer)['requests'] ?? plain(answer)['data']);
  return list.map(recordOf).filter(({ id }) => id !== '');
}

/** One record. What is not told, or not understood, is left empty. */
export function recordOf(value: unknown): RequestRecord {
  const whole = plain(value);
  const told = 'request' in whole ? { ...whole, ...plain(whole['request']) } : whole;
  const text = (...names: readonly string[]): string =>
    names.map((name) => textOf(told[name])).find(Boolean) ?? '';
  const error = told['error'];
  return {
    id: text('id', 'request_id'),
    at: timeOf(told['at'] ?? told['time'] ?? told['timestamp'] ?? told['started_at']),
    method: text('method'),
    path: text('path'),
    model: text('model'),
    client: text('client', 'client_ip', 'client_address'),
    caller: text('caller'),
    endpoint: text('endpoint'),
    result: text('result'),
    status: Number(told['status'] ?? 0) || 0,
    durationMs: numberOf(
      told['duration_ms'] ?? plain(told['timings'])['duration_ms'] ?? plain(told['timings'])['total_ms'],
    ),
    error:
      textOf(error) ||
      [textOf(plain(error)['code']), textOf(plain(error)['message'])].filter(Boolean).join(': '),
    candidates: listOf(told['candidates']).map(candidateOf),
    attempts: listOf(told['attempts']).map(tryOf),
    facts: [
      ...factsOf(queueFacts(plain(told['queue']))),
      ...factsOf(plain(told['timings'])),
      ...factsOf(plain(told['usage'])),
      ...factsOf(plain(told['routing'])),
    ],
  };
}

/** Its place and the endpoint, under names that say so among other facts; what it waited stands in the timings. */
const queueFacts = ({ position, waits_for, expected_wait_ms }: Record<string, unknown>) => ({
  ...(position !== undefined && { queue_position: position, queued_for: waits_for, expected_wait_ms }),
});

function tryOf(value: unknown): Try {
  const told = plain(value);
  return {
    endpoint: textOf(told['endpoint']) || textOf(told['name']),
    startedMs: numberOf(told['started_ms']) ?? 0,
    durationMs: numberOf(told['duration_ms']) ?? 0,
    result: textOf(told['result']),
    status: numberOf(told['status']) ?? 0,
    error: textOf(told['error']) || textOf(plain(told['error'])['code']),
  };
}

function candidateOf(value: unknown): Candidate {
  const told = plain(value);
  const verdict = [told['verdict'], told['reason'], told['why']].map(textOf).filter(Boolean);
  return {
    endpoint: textOf(told['endpoint']) || textOf(told['name']) || textOf(value),
    verdict: [...new Set(verdict)].join(': '),
  };
}

const factsOf = (told: Plain): (readonly [string, string])[] =>
  Object.entries(told).flatMap(([name, value]) => {
    const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : textOf(value);
    return text === '' ? [] : [[name.replaceAll('_', ' '), text] as const];
  });

const plain = (value: unknown): Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const timeOf = (value: unknown): number => {
  const at = typeof value === 'number' ? value : Date.parse(textOf(value));
  return Number.isFinite(at) ? at : 0;
};
