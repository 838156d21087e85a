import { later } from './later.js';

/** A model that is in memory, or on its way there. */
export interface Resident {
  readonly model: string;
  loading: boolean;
  users: number;
  /** Milliseconds since the epoch at which it was last taken or given back. */
  usedAt: number;
  /** Milliseconds since the epoch; the model may go once nobody has used it until then. */
  expiresAt: number;
  keepAliveMs: number;
}

interface Seat extends Resident {
  waiters: (() => void)[];
  callOff: () => void;
}

/** Which models are in memory: a limited number of seats, the least recently used idle model makes room. */
export class ModelMemory {
  /** How often a model was loaded. */
  loads = 0;
  /** Least recently used first. */
  private readonly seats = new Map<string, Seat>();

  constructor(
    private readonly capacity: number,
    private readonly loadMs: number,
    private readonly changed: () => void,
  ) {}

  /** Takes a share of `model` and calls `ready` once it is loaded; false when no room can be made now. */
  acquire(model: string, ready: () => void): boolean {
    this.dropExpired();
    const seat = this.seats.get(model) ?? this.load(model);
    if (!seat) return false;
    seat.users++;
    this.touch(seat);
    if (seat.loading) seat.waiters.push(ready);
    else ready();
    return true;
  }

  /** Gives the share back; the model stays for `keepAliveMs` after its last use. */
  release(model: string, keepAliveMs?: number): void {
    const seat = this.seats.get(model);
    if (!seat) return;
    seat.users--;
    if (keepAliveMs !== undefined) seat.keepAliveMs = keepAliveMs;
    this.touch(seat);
    this.dropExpired();
  }

  /** Has `model` loaded without waiting, as far as there is room: what a server does before it opens its port. */
  preload(model: string): void {
    if (this.seats.size < this.capacity) this.seats.set(model, newSeat(model, false));
  }

  /** Drops a model that nobody is using; false when it stays. */
  evict(model: string): boolean {
    const seat = this.seats.get(model);
    if (!seat || seat.users > 0 || seat.loading) return false;
    return this.seats.delete(model);
  }

  residents(): readonly Resident[] {
    this.dropExpired();
    return [...this.seats.values()];
  }

  clear(): void {
    for (const seat of this.seats.values()) seat.callOff();
    this.seats.clear();
  }

  private load(model: string): Seat | undefined {
    if (!this.makeRoom()) return undefined;
    this.loads++;
    const seat = newSeat(model, true);
    this.seats.set(model, seat);
    seat.callOff = later(this.loadMs, () => this.loaded(seat));
    return seat;
  }

  private loaded(seat: Seat): void {
    seat.loading = false;
    this.touch(seat);
    for (const ready of seat.waiters.splice(0)) ready();
    if (seat.users === 0) this.changed();
  }

  private makeRoom(): boolean {
    if (this.seats.size < this.capacity) return true;
    for (const seat of this.seats.values()) {
      if (seat.users === 0 && !seat.loading) return this.seats.delete(seat.model);
    }
    return false;
  }

  private touch(seat: Seat): void {
    seat.usedAt = Date.now();
    seat.expiresAt = seat.usedAt + seat.keepAliveMs;
    this.seats.delete(seat.model);
    this.seats.set(seat.model, seat);
  }

  private dropExpired(): void {
    const now = Date.now();
    for (const seat of this.seats.values()) {
      if (seat.users === 0 && !seat.loading && seat.expiresAt <= now) this.seats.delete(seat.model);
    }
  }
}

const newSeat = (model: string, loading: boolean): Seat => ({
  model,
  loading,
  users: 0,
  usedAt: Date.now(),
  expiresAt: Number.POSITIVE_INFINITY,
  keepAliveMs: Number.POSITIVE_INFINITY,
  waiters: [],
  callOff: () => undefined,
});
