import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { isRoutable } from '../core/endpoint.js';
import { FleetStore } from '../registry/index.js';
import { StickySessions } from './sticky-sessions.js';

const SWEEP_MS = 60_000;

/** Unpins conversations from endpoints that leave rotation (decisions.md 10), and drops idle ones. */
@Injectable()
export class StickyPurge implements OnApplicationBootstrap, OnApplicationShutdown {
  #stop: (() => void) | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly sessions: StickySessions,
  ) {}

  onApplicationBootstrap(): void {
    this.#sweep = setInterval(() => this.sessions.sweep(), SWEEP_MS).unref();
    this.#stop = this.store.subscribe((event) => {
      if (event.kind === 'models') return;
      if (event.kind === 'status' && !left(event.before.status, event.after.status)) return;
      const routable = this.store.fleet.endpoints.filter((state) => isRoutable(state.status));
      this.sessions.keepOnly(new Set(routable.map((state) => state.endpoint.url)));
    });
  }

  onApplicationShutdown(): void {
    clearInterval(this.#sweep);
    this.#stop?.();
  }
}

const left = (before: Parameters<typeof isRoutable>[0], after: Parameters<typeof isRoutable>[0]): boolean =>
  isRoutable(before) && !isRoutable(after);
