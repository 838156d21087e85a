import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../core/logger.js';
import type { AdminVisit } from '../http/admin-visit.js';

/** One change that somebody made or was refused. */
export interface AuditRecord {
  /** Counts up from 1 as long as the program runs. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Name of the token, or `loopback`; empty when nobody proved to be anybody. */
  readonly who: string;
  /** Address of the client. */
  readonly client: string;
  /** Such as `endpoint.add`. */
  readonly action: string;
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly requestId: string;
  readonly result: 'done' | 'refused' | 'failed';
  /** The status of the answer. */
  readonly status: number;
  /** Why it came to nothing. */
  readonly detail?: string;
}

const REMEMBERED = 500;
const STRANGERS = 100;

/** Who changed what through the admin API: in the log for good, here as far as memory goes. Nothing in it is a secret. */
@Injectable()
export class AuditLog {
  readonly #known: AuditRecord[] = [];
  /** Apart, so that strangers who knock cannot make anything be forgotten. */
  readonly #strangers: AuditRecord[] = [];
  readonly #listeners = new Set<(record: AuditRecord) => void>();
  #last = 0;

  constructor(private readonly log: AppLogger) {}

  /** The latest first. */
  get records(): readonly AuditRecord[] {
    return [...this.#known, ...this.#strangers].sort((a, b) => b.number - a.number);
  }

  /** Writes down what became of a visit; once, whoever says it first. */
  record(visit: AdminVisit, { status, detail }: { readonly status: number; readonly detail?: string }): void {
    if (visit.recorded || visit.action === undefined) return;
    visit.recorded = true;
    const { who, client, action, target, before, after, requestId } = visit;
    const record: AuditRecord = Object.freeze({
      number: ++this.#last,
      at: Date.now(),
      who,
      client,
      action,
      target,
      ...(before !== undefined && { before }),
      ...(after !== undefined && status < 400 && { after }),
      requestId,
      result: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
      status,
      ...(detail !== undefined && { detail }),
    });
    if (who === '') keep(this.#strangers, record, STRANGERS);
    else keep(this.#known, record, REMEMBERED);
    this.#tell(record);
  }

  /** Calls back after each record; the returned function ends that. */
  onRecord(listener: (record: AuditRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(record: AuditRecord): void {
    const { who, client, action, target, before, after, requestId, result, status, detail } = record;
    const facts = { who, client, action, target, before, after, request_id: requestId, result, status };
    this.log.info('Admin change', { ...facts, ...(detail !== undefined && { detail }) });
    for (const listener of this.#listeners) listener(record);
  }
}

function keep(records: AuditRecord[], record: AuditRecord, most: number): void {
  records.push(record);
  if (records.length > most) records.shift();
}
