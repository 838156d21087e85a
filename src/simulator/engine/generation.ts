import { later } from './later.js';
import type { GenerationListener, GenerationRequest, Pace, Timing } from './generation-request.js';

/** One piece of work on its way through the server: waiting, loading, generating, over. */
export class Generation {
  phase: 'waiting' | 'loading' | 'generating' | 'over' = 'waiting';
  /** The slot it occupies, -1 while it waits. */
  slot = -1;
  private told = 0;
  private readonly submittedAt = performance.now();
  private startedAt = 0;
  private readyAt = 0;
  private firstTokenAt = 0;
  private cachedTokens = 0;
  private callOff: () => void = () => undefined;

  constructor(
    readonly id: number,
    readonly request: GenerationRequest,
    private readonly listener: GenerationListener,
    private readonly pace: Pace,
    private readonly finished: (generation: Generation) => void,
  ) {}

  /** It has a slot; its model may still have to load. */
  takeSlot(slot: number): void {
    this.slot = slot;
    this.phase = 'loading';
    this.startedAt = performance.now();
  }

  /** Its model is in memory: from here on only its own pace counts. @param cachedTokens of its prompt, what is known there */
  modelReady(cachedTokens: number): void {
    if (this.phase !== 'loading') return;
    this.phase = 'generating';
    this.readyAt = performance.now();
    const { promptTokens } = this.request;
    this.cachedTokens = Math.min(cachedTokens, promptTokens);
    const readMs = ((promptTokens - this.cachedTokens) * 1_000) / this.pace.prefillTokensPerSecond;
    const ttftMs = promptTokens > 0 ? this.pace.ttftMs + readMs : 0;
    this.firstTokenAt = this.readyAt + ttftMs;
    if (this.request.streamed) this.callOff = later(ttftMs, this.tick);
    else this.callOff = later(ttftMs + this.restMs(), this.finish);
  }

  /** The client has left, or the server goes down. */
  cancel(): void {
    this.callOff();
    this.told = this.produced();
    this.phase = 'over';
  }

  /** Tokens produced so far. */
  produced(): number {
    if (this.phase !== 'generating') return this.told;
    const sinceFirst = performance.now() - this.firstTokenAt;
    if (sinceFirst < 0) return 0;
    if (this.pace.tokensPerSecond === Number.POSITIVE_INFINITY) return this.request.tokens;
    const due = 1 + Math.floor((sinceFirst * this.pace.tokensPerSecond) / 1_000);
    return Math.min(this.request.tokens, due);
  }

  private readonly tick = (): void => {
    const due = Math.max(this.told, this.produced());
    if (due > this.told) {
      this.told = due;
      this.listener.tokens(due);
    }
    if (this.phase !== 'generating') return;
    if (due >= this.request.tokens) return this.finish();
    const nextAt = this.firstTokenAt + (due * 1_000) / this.pace.tokensPerSecond;
    this.callOff = later(Math.max(1, nextAt - performance.now()), this.tick);
  };

  private readonly finish = (): void => {
    this.phase = 'over';
    this.told = this.request.tokens;
    // The slot is free before the answer leaves, so that whoever reads the answer finds it free.
    this.finished(this);
    this.listener.done(this.timing());
  };

  private restMs(): number {
    return (Math.max(0, this.request.tokens - 1) * 1_000) / this.pace.tokensPerSecond;
  }

  /** Where the time has gone up to now. */
  timing(): Timing {
    const now = performance.now();
    return {
      waitMs: this.startedAt - this.submittedAt,
      loadMs: this.readyAt - this.startedAt,
      promptMs: Math.min(now, this.firstTokenAt) - this.readyAt,
      generateMs: Math.max(0, now - this.firstTokenAt),
      totalMs: now - this.submittedAt,
      cachedTokens: this.cachedTokens,
    };
  }
}
