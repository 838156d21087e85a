import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ConfigControl, type ReloadReport } from '../../config/index.js';
import { HealthService } from '../../health/index.js';
import { FleetStore } from '../../registry/index.js';
import { AuditLog, type AuditRecord } from '../audit/audit-log.js';
import { type News, newsOf } from './fleet-news.js';

/** News with its place in the order of things. */
export interface NumberedNews extends News {
  /** Counts up from 1 as long as the program runs. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const REMEMBERED = 1_000;

/** Everything that happens to the fleet and its configuration, in one order; the latest of it is remembered. */
@Injectable()
export class FleetEvents implements OnModuleInit, OnModuleDestroy {
  readonly #remembered: NumberedNews[] = [];
  readonly #listeners = new Set<(news: NumberedNews) => void>();
  readonly #endings: (() => void)[] = [];
  #last = 0;

  constructor(
    private readonly store: FleetStore,
    private readonly health: HealthService,
    private readonly control: ConfigControl,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.#endings.push(
      this.store.subscribe((event) => newsOf(event).forEach((news) => this.#tell(news))),
      this.health.onBreakerChange(({ name }, state) =>
        this.#tell({ type: 'breaker', facts: { endpoint: name, state } }),
      ),
      this.control.onReload((report, trigger) => this.#reloaded(report, trigger)),
      this.audit.onRecord((record) => this.#tell({ type: 'admin', facts: adminFacts(record) })),
    );
  }

  onModuleDestroy(): void {
    for (const end of this.#endings) end();
  }

  /** The number of the latest news; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** What is remembered of what came after a number, oldest first. */
  since(number: number): readonly NumberedNews[] {
    return this.#remembered.filter((news) => news.number > number);
  }

  /** Calls back with each piece of news; the returned function ends that. */
  onNews(listener: (news: NumberedNews) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #reloaded({ outcome, generation, changes, headline, problems }: ReloadReport, trigger: string): void {
    if (outcome === 'unchanged') return;
    if (outcome === 'applied') {
      const paths = changes.map(({ path }) => path);
      const needsRestart = changes.filter((change) => change.needsRestart).map(({ path }) => path);
      this.#tell({
        type: 'config.applied',
        facts: { generation, trigger, changed: paths, needs_restart: needsRestart },
      });
      return;
    }
    const errors = problems.map(({ path, line, message }) => ({ path, line, message }));
    this.#tell({ type: 'config.refused', facts: { generation, trigger, headline, errors } });
  }

  #tell(news: News): void {
    const numbered = Object.freeze({ ...news, number: ++this.#last, at: Date.now() });
    this.#remembered.push(numbered);
    if (this.#remembered.length > REMEMBERED) this.#remembered.shift();
    for (const listener of this.#listeners) listener(numbered);
  }
}

/** What was changed is in the audit log; here it is enough that it was. */
const adminFacts = ({
  number,
  who,
  action,
  target,
  result,
  status,
  requestId,
}: AuditRecord): News['facts'] => ({
  audit: number,
  who,
  action,
  target,
  result,
  status,
  request_id: requestId,
});
