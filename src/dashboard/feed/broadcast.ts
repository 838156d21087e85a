import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { EventStream, eventText, FleetEvents, type NumberedNews } from '../../admin/index.js';
import { LiveDashboardConfig } from '../../config/index.js';
import { newsView, Snapshots } from './snapshots.js';
import { Ticks } from './ticks.js';

const MOST_READERS = 50;
const TICK_MS = 1_000;
const RETRY_MS = 2_000;

/**
 * Tells every open page what happens: everything when it comes, then what changed, once a second. A tick is made once
 * and sent to all; while nobody watches there is no timer.
 */
@Injectable()
export class Broadcast implements OnModuleInit, OnModuleDestroy {
  readonly #readers = new Set<EventStream>();
  readonly #endings: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #endNews: (() => void) | undefined;

  constructor(
    private readonly snapshots: Snapshots,
    private readonly ticks: Ticks,
    private readonly events: FleetEvents,
    private readonly config: LiveDashboardConfig,
  ) {}

  /** Whether one more may watch. */
  get hasRoom(): boolean {
    return this.#readers.size < MOST_READERS;
  }

  /** @param headers header lines: name, value, name, value */
  join(reply: ServerResponse, headers: readonly string[]): void {
    const stream = new EventStream(reply, headers);
    if (this.#readers.size === 0) this.#begin();
    this.#readers.add(stream);
    stream.retryAfter(RETRY_MS);
    // A fresh one: what the last tick told is not told again.
    stream.send('snapshot', this.snapshots.take());
    reply.once('close', () => this.#leave(stream));
  }

  onModuleInit(): void {
    const changed = this.config.onChange((next, previous) => {
      // Whoever still may comes back at once. Every reload tells, whatever it changed.
      if (!isDeepStrictEqual(next, previous)) this.#dismiss();
    });
    this.#endings.push(changed);
  }

  onModuleDestroy(): void {
    for (const end of this.#endings) end();
    this.#dismiss();
    this.#end();
  }

  #begin(): void {
    this.ticks.begin();
    this.#timer = setInterval(() => this.#tell(eventText('tick', this.ticks.next())), TICK_MS).unref();
    this.#endNews = this.events.onNews((news) => this.#report(news));
  }

  #report(news: NumberedNews): void {
    this.#tell(eventText('news', newsView(news)));
    // Aliases, strategies and the like are in no tick.
    if (news.type === 'config.applied') this.#tell(eventText('snapshot', this.snapshots.take()));
  }

  #leave(stream: EventStream): void {
    this.#readers.delete(stream);
    if (this.#readers.size === 0) this.#end();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#endNews?.();
    this.#endNews = undefined;
  }

  #dismiss(): void {
    for (const stream of this.#readers) stream.end();
  }

  #tell(text: string): void {
    for (const stream of this.#readers) stream.sendText(text);
  }
}
