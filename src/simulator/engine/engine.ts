import { Generation } from './generation.js';
import type { GenerationListener, GenerationRequest, Pace, Timing } from './generation-request.js';
import { ModelMemory, type Resident } from './model-memory.js';
import { PromptCache } from './prompt-cache.js';

export interface EngineSettings extends Pace {
  readonly slots: number;
  readonly loadMs: number;
  readonly memoryModels: number;
  /** Tokens of prompts that it remembers; 0 = none. */
  readonly promptCacheTokens: number;
}

/** The machine behind the HTTP: a fixed number of slots, a queue in order of arrival, and memory for some models. */
export class Engine {
  completed = 0;
  cancelled = 0;
  promptTokens = 0;
  /** Of these, what it did not have to read again. */
  cachedTokens = 0;
  generatedTokens = 0;
  /** How the last completed generation went. */
  last: { readonly promptTokens: number; readonly tokens: number; readonly timing: Timing } | undefined;
  private readonly slots: (Generation | undefined)[];
  private readonly queue: Generation[] = [];
  private readonly memory: ModelMemory;
  private readonly prompts: PromptCache;
  private nextId = 1;
  private advancing = false;

  constructor(private readonly settings: EngineSettings) {
    this.slots = Array.from({ length: settings.slots }, () => undefined);
    this.prompts = new PromptCache(settings.promptCacheTokens);
    this.memory = new ModelMemory(settings.memoryModels, settings.loadMs, () => this.advance());
  }

  /** Queues the work; without anything to wait for it is done before this returns. Returns how to cancel it. */
  submit(request: GenerationRequest, listener: GenerationListener): () => void {
    const id = this.nextId++;
    const generation = new Generation(id, request, listener, this.settings, (done) => this.finish(done));
    this.queue.push(generation);
    this.advance();
    return () => this.cancel(generation);
  }

  get running(): number {
    return this.slots.reduce((count, generation) => count + (generation ? 1 : 0), 0);
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** How often a model was loaded. */
  get loads(): number {
    return this.memory.loads;
  }

  /** What each slot works on. */
  occupants(): readonly (Generation | undefined)[] {
    return this.slots;
  }

  residents(): readonly Resident[] {
    return this.memory.residents();
  }

  preload(models: readonly string[]): void {
    for (const model of models) this.memory.preload(model);
  }

  /** Starts loading as a request would, for nobody in particular. */
  load(model: string, loaded: () => void): void {
    this.memory.acquire(model, () => {
      this.memory.release(model);
      loaded();
    });
  }

  /** Lets go of a model that nobody is using. */
  unload(model: string): void {
    if (this.memory.evict(model)) this.advance();
  }

  /** As after a power cut: no work, nothing in memory. The counters go on. */
  reset(): void {
    for (const generation of [...this.queue, ...this.slots]) {
      if (!generation) continue;
      this.cancelled++;
      generation.cancel();
    }
    this.queue.length = 0;
    this.slots.fill(undefined);
    this.memory.clear();
    this.prompts.clear();
  }

  /** Starts all that can start. A generation that ends at once asks for more from within: the loop is already there. */
  private advance(): void {
    if (this.advancing) return;
    this.advancing = true;
    try {
      while (this.startNext());
    } finally {
      this.advancing = false;
    }
  }

  /** Strictly in order: nobody overtakes a request that waits for room in memory. */
  private startNext(): boolean {
    const head = this.queue[0];
    const slot = this.slots.indexOf(undefined);
    if (!head || slot < 0) return false;
    let readyAtOnce = false;
    const admitted = this.memory.acquire(head.request.model, () => {
      if (head.slot >= 0) this.begin(head);
      else readyAtOnce = true;
    });
    if (!admitted) return false;
    this.queue.shift();
    this.slots[slot] = head;
    head.takeSlot(slot);
    if (readyAtOnce) this.begin(head);
    return true;
  }

  private begin(generation: Generation): void {
    const { model, prompt } = generation.request;
    const cached = prompt === undefined || generation.phase === 'over' ? 0 : this.prompts.read(model, prompt);
    this.cachedTokens += cached;
    generation.modelReady(cached);
  }

  private finish(generation: Generation): void {
    this.completed++;
    const { promptTokens, tokens } = generation.request;
    if (tokens > 0) this.last = { promptTokens, tokens, timing: generation.timing() };
    this.leave(generation);
  }

  private cancel(generation: Generation): void {
    if (generation.phase === 'over') return;
    this.cancelled++;
    generation.cancel();
    const place = this.queue.indexOf(generation);
    if (place >= 0) this.queue.splice(place, 1);
    else this.leave(generation);
    this.advance();
  }

  private leave(generation: Generation): void {
    const { model, promptTokens, keepAliveMs } = generation.request;
    this.promptTokens += promptTokens;
    this.generatedTokens += generation.produced();
    this.slots[generation.slot] = undefined;
    this.memory.release(model, keepAliveMs);
    this.advance();
  }
}
