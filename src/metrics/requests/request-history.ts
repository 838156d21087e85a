import { Injectable } from '@nestjs/common';
import { LiveEngineeringConfig } from '../../config/index.js';
import type { Outcome, OutcomeObserver } from '../../core/outcome.js';
import { Observes } from '../observes.js';
import { type RequestRecord, requestRecord } from './request-record.js';

/**
 * The requests that ended last, `engineering.request_history` of them. Remembering one costs one object; whatever is
 * told of it is worked out when somebody asks.
 */
@Injectable()
@Observes()
export class RequestHistory implements OutcomeObserver {
  /** A ring: the oldest stands at `#next` once it is full. */
  #ring: RequestRecord[] = [];
  #next = 0;
  #capacity = 0;

  constructor(private readonly engineering: LiveEngineeringConfig) {}

  /** How many are remembered; 0 = none. */
  get capacity(): number {
    return this.engineering.current.requestHistory;
  }

  observe(outcome: Outcome): void {
    const { capacity } = this;
    if (capacity !== this.#capacity) this.#resize(capacity);
    if (capacity === 0) return;
    const record = requestRecord(outcome);
    if (this.#ring.length < capacity) this.#ring.push(record);
    else this.#ring[this.#next] = record;
    this.#next = (this.#next + 1) % capacity;
  }

  /** The latest first. */
  *newestFirst(): Generator<RequestRecord> {
    const { length } = this.#ring;
    for (let back = 1; back <= length; back++) yield this.#ring[(this.#next - back + length) % length]!;
  }

  /** The latest request of that id: clients may send the same more than once. */
  find(id: string): RequestRecord | undefined {
    for (const record of this.newestFirst()) if (record.id === id) return record;
    return undefined;
  }

  #resize(capacity: number): void {
    const kept = [...this.newestFirst()].slice(0, capacity).reverse();
    this.#ring = kept;
    this.#next = capacity === 0 ? 0 : kept.length % capacity;
    this.#capacity = capacity;
  }
}
