import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Forecast } from '../../core/forecast.js';
import type { Outcome } from '../../core/outcome.js';
import { FleetStore } from '../../registry/index.js';
import type { EndpointFacts } from './endpoint-facts.js';
import { FactBook } from './fact-book.js';

/** Less than this is a matter of how words are cut. */
const LEAST_CACHED = 64;
/** A load that took less than this was none. */
const LEAST_LOAD_MS = 250;

/** Learns from every request that the expected wait was worked out for. */
@Injectable()
export class FactLearner implements OnModuleInit, OnModuleDestroy {
  #end: (() => void) | undefined;

  constructor(
    private readonly facts: FactBook,
    private readonly store: FleetStore,
  ) {}

  onModuleInit(): void {
    this.#end = this.store.subscribe((event) => {
      if (event.kind === 'endpoints') for (const { url } of event.removed) this.facts.forget(url);
    });
  }

  onModuleDestroy(): void {
    this.#end?.();
  }

  learn(outcome: Outcome): void {
    const { forecast, attempts } = outcome;
    const last = attempts.at(-1);
    if (!forecast || last?.endpointUrl !== forecast.endpointUrl) return;
    const facts = this.facts.of(forecast.endpointUrl);
    if (last.result !== 'success' || last.status >= 400) {
      if (last.result !== 'cancelled') facts.memory.failed(forecast.model);
      return;
    }
    const now = Date.now();
    facts.memory.answered(forecast.model, now);
    const state = this.store.fleet.byUrl.get(forecast.endpointUrl);
    const learned = facts.of(forecast.model, state && this.facts.sizeOf(state, forecast.model));
    const waited = forecast.slotMs > 0;
    const firstMs = Math.max((outcome.firstByteMs ?? 0) - last.startedMs, 0);
    // What a load takes has to be known, not guessed.
    if (outcome.streaming && forecast.told && !waited && learned.load.weight > 0.5)
      judge(facts, learned.load.value, forecast, firstMs, now);
    const loadMs = loadTime(outcome, firstMs, waited);
    if (loadMs >= LEAST_LOAD_MS) learned.load.add(loadMs, now);
    if (forecast.others > 0) facts.credit.add(firstMs > forecast.slotMs / 2 ? 1 : 0, now);
    // Only a request that found all it needs tells how fast prompts are read and how long answers take.
    if (waited || forecast.residency === 'loading' || forecast.residency === 'unknown') return;
    facts.service.add(Math.max(last.durationMs - loadMs, 0), now);
    learnRecall(facts, outcome, now);
    const read = forecast.promptTokens - forecast.cachedTokens;
    if (outcome.streaming && read >= 0 && forecast.residency === 'loaded')
      learned.prefill.add(read, firstMs, now);
  }
}

/** What the server says of it; otherwise the time to the first token, where the model had to be loaded first. */
function loadTime({ usage, forecast, streaming }: Outcome, firstMs: number, waited: boolean): number {
  if (usage?.modelLoadMs !== undefined) return usage.modelLoadMs;
  if (forecast?.residency !== 'absent' || waited || !streaming) return 0;
  return Math.max(firstMs - forecast.prefillMs, 0);
}

/** How much of what it should still know it knew: only where the server counts. */
function learnRecall({ recall }: EndpointFacts, { forecast, usage }: Outcome, now: number): void {
  const expected = forecast?.cachedTokens ?? 0;
  if (expected < LEAST_CACHED || usage?.cachedTokens === undefined) return;
  recall.add(Math.min((usage.cachedTokens / expected) * recall.value, 1), now);
}

/** Whether the model was where the endpoint said, by the time that the first token took. */
function judge(
  { memory }: EndpointFacts,
  loadMs: number,
  { residency, prefillMs }: Forecast,
  firstMs: number,
  now: number,
): void {
  if (residency !== 'loaded' && residency !== 'absent') return;
  const hadToLoad = firstMs - prefillMs > loadMs / 2;
  memory.credit.add(hadToLoad === (residency === 'absent') ? 1 : 0, now);
}
