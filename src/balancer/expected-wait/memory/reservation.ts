/** Whoever wants room says so at every look; who left is forgotten after this. */
const RESERVED_MS = 1_000;

/** Room that is being made for a model: the one that has to go is asked for nothing more, as long as that is repeated. */
export class Reservation {
  #forModel = '';
  #victim = '';
  #until = Number.NEGATIVE_INFINITY;

  make(forModel: string, victim: string, now: number): void {
    this.#forModel = forModel;
    this.#victim = victim;
    this.#until = now + RESERVED_MS;
  }

  /** The model for which room is being made; undefined = none. */
  forModel(now: number): string | undefined {
    return this.#until >= now ? this.#forModel : undefined;
  }

  /** Whether room is being made, and not for this model. */
  excludes(model: string, now: number): boolean {
    return this.#until >= now && this.#forModel !== model;
  }

  /** Whether this model has to go. */
  evicts(model: string, now: number): boolean {
    return this.#until >= now && this.#victim === model;
  }

  /** A model is loaded: if the room was for it, it is used now. */
  used(model: string): void {
    if (this.#forModel === model) this.#until = Number.NEGATIVE_INFINITY;
  }
}
