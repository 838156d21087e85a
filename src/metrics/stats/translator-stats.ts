import { Injectable } from '@nestjs/common';
import type { Outcome, OutcomeObserver, Translation } from '../../core/outcome.js';
import { Observes } from '../observes.js';

/** What was counted of one translator. */
export class TranslatorTally {
  successful = 0;
  failed = 0;
  passthrough = 0;
  translation = 0;
  streaming = 0;
  nonStreaming = 0;
  readonly fallbacks: Record<NonNullable<Translation['fallbackReason']>, number> = {
    no_compatible_endpoints: 0,
    translator_does_not_support_passthrough: 0,
    cannot_passthrough: 0,
  };
  #sumMs = 0;

  get total(): number {
    return this.successful + this.failed;
  }

  /** Of what went well. */
  get averageMs(): number {
    return this.successful === 0 ? 0 : Math.floor(this.#sumMs / this.successful);
  }

  count({ mode, fallbackReason }: Translation, { result, streaming, durationMs }: Outcome): void {
    if (result === 'completed') {
      this.successful++;
      this.#sumMs += Math.floor(durationMs);
    } else this.failed++;
    if (streaming) this.streaming++;
    else this.nonStreaming++;
    this[mode]++;
    if (mode === 'translation' && fallbackReason !== undefined) this.fallbacks[fallbackReason]++;
  }
}

/** Counts what translators do (proxying.md §16.4). What the client gave up is neither well nor badly done. */
@Injectable()
@Observes()
export class TranslatorStats implements OutcomeObserver {
  readonly #translators = new Map<string, TranslatorTally>();

  observe(outcome: Outcome): void {
    const { translation, result } = outcome;
    if (translation === undefined || result === 'cancelled') return;
    let tally = this.#translators.get(translation.translator);
    if (!tally) this.#translators.set(translation.translator, (tally = new TranslatorTally()));
    tally.count(translation, outcome);
  }

  /** By name: of those that were used. */
  get translators(): ReadonlyMap<string, TranslatorTally> {
    return this.#translators;
  }
}
