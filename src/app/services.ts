import type { Logger } from '../core/logger.js';
import { serviceFailure, type ServiceName } from './service-failure.js';

/** One part of the program that starts before the next one and stops after it. */
export interface Service {
  readonly name: ServiceName;
  start?(): Promise<void> | void;
  /** @param remainingMs what is left of the time for the whole stop */
  stop?(remainingMs: number): Promise<void> | void;
}

/** However long the others took, a service gets this long to stop. */
const LEAST_MS = 1_000;

/** Starts the services in turn and stops them the other way round (configuration.md §14, §15). */
export class Services {
  readonly #started: Service[] = [];
  #stopping: Promise<void> | undefined;

  constructor(
    private readonly services: readonly Service[],
    private readonly log: Logger,
  ) {}

  /**
   * @param budgetMs how long those that have started get to stop again should one fail
   * @throws ServiceFailure
   */
  async start(budgetMs: number): Promise<void> {
    for (const service of this.services) {
      try {
        // One that fails half-way has something to stop too.
        this.#started.push(service);
        await service.start?.();
      } catch (error) {
        await this.stop(budgetMs);
        throw serviceFailure(service.name, error);
      }
    }
  }

  /** Stops what has started. One that fails or hangs keeps no other; may be called again. */
  stop(budgetMs: number): Promise<void> {
    return (this.#stopping ??= this.#stopAll(performance.now() + budgetMs));
  }

  async #stopAll(deadline: number): Promise<void> {
    this.log.info('Stopping Services...');
    for (const service of this.#started.reverse()) {
      await this.#stopOne(service, Math.max(LEAST_MS, deadline - performance.now()));
    }
    this.log.info('Stopping Services...Done!');
  }

  async #stopOne(service: Service, remainingMs: number): Promise<void> {
    const { name } = service;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('it takes too long')), remainingMs + LEAST_MS);
    });
    try {
      await Promise.race([service.stop?.(remainingMs), late]);
      this.log.info(`[ OK ] Stopping ${name}`);
    } catch (error) {
      this.log.error('Failed to stop service', { service: name, error });
    } finally {
      clearTimeout(timer);
    }
  }
}
