import type { EndpointFacts, KeptModel } from './endpoint-facts.js';
import type { FactBook } from './fact-book.js';
import type { Memory } from './learned.js';
import type { ReadingMemory } from './reading-speed.js';

/** The form of what is kept; another one is not read. */
const FORM = 1;
/** Whoever changes the file by hand makes no more of it than a fleet can be. */
const MOST_ENDPOINTS = 10_000;

interface KeptEndpoint {
  readonly service: Memory;
  readonly recall: Memory;
  readonly room: readonly [mostSeen: number, everFull: boolean, keptMs: number];
  readonly models: Readonly<Record<string, KeptModel>>;
}

/** What was learned of a fleet, as it is kept over a restart: times, sizes and how often models are asked for; no text of anybody. */
export interface KeptFacts {
  readonly form: number;
  readonly demand: Readonly<Record<string, readonly [count: number, at: number]>>;
  readonly endpoints: Readonly<Record<string, KeptEndpoint>>;
}

export function keptFacts(book: FactBook): KeptFacts {
  const endpoints = [...book.known].map(([url, facts]) => [url, kept(facts)] as const);
  return {
    form: FORM,
    demand: Object.fromEntries(book.demand.memory),
    endpoints: Object.fromEntries(endpoints),
  };
}

/** Takes up what fits; what cannot be right is left out, and hurts nothing else. */
export function recallFacts(book: FactBook, kept: unknown): void {
  if (!isRecord(kept) || kept['form'] !== FORM) return;
  for (const [model, entry] of entriesOf(kept['demand']))
    if (isNumbers(entry, 2)) book.demand.recall(model, entry[0]!, entry[1]!);
  for (const [url, entry] of entriesOf(kept['endpoints']).slice(0, MOST_ENDPOINTS))
    if (isRecord(entry)) recallEndpoint(book.of(url), entry);
}

function kept(facts: EndpointFacts): KeptEndpoint {
  return {
    service: facts.service.memory,
    recall: facts.recall.memory,
    room: facts.memory.room.memory,
    models: Object.fromEntries(facts.learnedModels),
  };
}

function recallEndpoint(facts: EndpointFacts, entry: Readonly<Record<string, unknown>>): void {
  const { service, recall, room, models } = entry;
  if (isNumbers(service, 3)) facts.service.recall(service as unknown as Memory);
  if (isNumbers(recall, 3)) facts.recall.recall(recall as unknown as Memory);
  if (Array.isArray(room)) facts.memory.room.recall(room[0], room[1], room[2]);
  for (const [model, learned] of entriesOf(models)) {
    if (!isRecord(learned)) continue;
    const { load, prefill } = learned;
    if (isNumbers(load, 3) && isNumbers(prefill, 6))
      facts.recallModel(model, {
        load: load as unknown as Memory,
        prefill: prefill as unknown as ReadingMemory,
      });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isRecord(value) ? Object.entries(value) : [];
const isNumbers = (value: unknown, length: number): value is readonly number[] =>
  Array.isArray(value) && value.length === length && value.every((each) => Number.isFinite(each));
