/** What a machine is like. Times in milliseconds. */
export interface MachineSpec {
  readonly name: string;
  readonly slots: number;
  /** Models that fit in memory. */
  readonly memory: number;
  readonly loadMs: number;
  readonly ttftMs: number;
  readonly serviceMs: number;
}

interface Seat {
  readonly model: string;
  loading: boolean;
  users: number;
  readonly waiters: (() => void)[];
}

interface Job {
  readonly model: string;
  readonly first: () => void;
  readonly done: () => void;
}

/** A server as Ollama is one: requests in order, models loaded on request, the least recently used idle one makes room. */
export class Machine {
  loads = 0;
  readonly #queue: Job[] = [];
  readonly #seats = new Map<string, Seat>();
  #running = 0;

  constructor(readonly spec: MachineSpec) {}

  /** Models in memory, those on their way left out. */
  get resident(): readonly string[] {
    return [...this.#seats.values()].filter(({ loading }) => !loading).map(({ model }) => model);
  }

  /** Resolves at the last byte, with the milliseconds from `started` to the first. */
  serve(model: string, started: number): Promise<number> {
    let firstMs = 0;
    return new Promise((resolve) => {
      const first = (): void => void (firstMs = Date.now() - started);
      this.#queue.push({ model, first, done: () => resolve(firstMs) });
      this.#advance();
    });
  }

  /** Has it load a model for nobody; tried again for as long as there is no room. */
  load(model: string, loaded: () => void): void {
    const seat = this.#take(model);
    if (!seat) return void setTimeout(() => this.load(model, loaded), 1_000);
    this.#whenReady(seat, () => {
      this.#giveBack(seat);
      loaded();
    });
  }

  #advance(): void {
    for (let job = this.#queue[0]; job && this.#running < this.spec.slots; job = this.#queue[0]) {
      const seat = this.#take(job.model);
      if (!seat) return;
      this.#queue.shift();
      this.#running++;
      const { first, done } = job;
      this.#whenReady(seat, () => {
        setTimeout(first, this.spec.ttftMs);
        setTimeout(() => {
          this.#running--;
          this.#giveBack(seat);
          done();
        }, this.spec.serviceMs);
      });
    }
  }

  #take(model: string): Seat | undefined {
    const seat = this.#seats.get(model) ?? this.#begin(model);
    if (!seat) return undefined;
    seat.users++;
    this.#touch(seat);
    return seat;
  }

  #begin(model: string): Seat | undefined {
    if (this.#seats.size >= this.spec.memory) {
      const idle = [...this.#seats.values()].find(({ users, loading }) => users === 0 && !loading);
      if (!idle) return undefined;
      this.#seats.delete(idle.model);
    }
    this.loads++;
    const seat: Seat = { model, loading: true, users: 0, waiters: [] };
    this.#seats.set(model, seat);
    setTimeout(() => {
      seat.loading = false;
      for (const ready of seat.waiters.splice(0)) ready();
      this.#advance();
    }, this.spec.loadMs);
    return seat;
  }

  #whenReady(seat: Seat, ready: () => void): void {
    if (seat.loading) seat.waiters.push(ready);
    else ready();
  }

  #giveBack(seat: Seat): void {
    seat.users--;
    this.#touch(seat);
    this.#advance();
  }

  /** Least recently used first. */
  #touch(seat: Seat): void {
    this.#seats.delete(seat.model);
    this.#seats.set(seat.model, seat);
  }
}
