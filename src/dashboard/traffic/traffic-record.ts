import { Injectable } from '@nestjs/common';
import { LiveDashboardConfig } from '../../config/index.js';
import type { Outcome, OutcomeObserver } from '../../core/outcome.js';
import { Observes } from '../../metrics/index.js';
import type { SlotView, Story } from '../wire.js';
import { Slot } from './slot.js';
import { isStory, storyOf } from './story.js';

/** Length of a slot of time. */
export const SLOT_MS = 10_000;
const KEPT_SLOTS = 90;
const KEPT_STORIES = 60;

/**
 * The last quarter of an hour, for charts that have a past when they are opened. A request adds to counters and
 * nothing else; what the counters say is worked out when somebody looks.
 */
@Injectable()
@Observes()
export class TrafficRecord implements OutcomeObserver {
  /** Oldest first; time in which nothing happened has no slot. */
  readonly #slots: Slot[] = [];
  /** Newest first. */
  readonly #stories: Story[] = [];
  #told = 0;

  constructor(private readonly config: LiveDashboardConfig) {}

  observe(outcome: Outcome): void {
    if (!this.config.current.enabled) return;
    this.#open(Date.now()).add(outcome);
    if (isStory(outcome)) this.#remember(storyOf(outcome, ++this.#told));
  }

  /** The slot that is open now, if anything happened in it. */
  open(now: number): Slot | undefined {
    const last = this.#slots.at(-1);
    return last?.startedAt === startOf(now) ? last : undefined;
  }

  /** What happened since `from`, oldest first. */
  slots(now: number, from = 0): readonly SlotView[] {
    const oldest = Math.max(from, startOf(now) - (KEPT_SLOTS - 1) * SLOT_MS);
    return this.#slots.filter(({ startedAt }) => startedAt >= oldest).map((slot) => slot.view);
  }

  /** Newest first. */
  get stories(): readonly Story[] {
    return this.#stories;
  }

  /** How many stories there have been. */
  get told(): number {
    return this.#told;
  }

  #open(now: number): Slot {
    const startedAt = startOf(now);
    const last = this.#slots.at(-1);
    // A clock that is set back adds to the slot that is open.
    if (last && last.startedAt >= startedAt) return last;
    const slot = new Slot(startedAt);
    this.#slots.push(slot);
    if (this.#slots.length > KEPT_SLOTS) this.#slots.shift();
    return slot;
  }

  #remember(story: Story): void {
    this.#stories.unshift(story);
    if (this.#stories.length > KEPT_STORIES) this.#stories.pop();
  }
}

/** When the slot began that holds this moment. */
export const startOf = (now: number): number => now - (now % SLOT_MS);
