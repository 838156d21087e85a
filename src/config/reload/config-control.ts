import type { Document } from 'yaml';
import type { ConfigNotice, ConfigProblem } from '../problem.js';

/** One key whose value a new generation changes. Secrets are asterisks on both sides. */
export interface ConfigChange {
  /** `proxy.load_balancer`; an endpoint by its URL: `discovery.static.endpoints[http://gpu-1:11434].priority`. */
  readonly path: string;
  /** As a file would have it; undefined = was not there, is there no more. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Whether it counts only after a restart. */
  readonly needsRestart: boolean;
}

/** What became of a configuration that somebody wanted. */
export interface ReloadReport {
  readonly outcome: 'applied' | 'unchanged' | 'refused';
  /** The generation that counts now. */
  readonly generation: number;
  readonly changes: readonly ConfigChange[];
  /** Why it was refused: every problem at once. */
  readonly problems: readonly ConfigProblem[];
  /** What is wrong as a whole when it was refused; `` otherwise. */
  readonly headline: string;
  readonly warnings: readonly ConfigNotice[];
  /** Where the configuration stands now: in the file, or only in this process until it restarts or reads the file again. */
  readonly persisted: boolean;
}

/** One configuration that was in force. */
export interface Generation {
  readonly number: number;
  /** Epoch milliseconds. */
  readonly appliedAt: number;
  /** `start`, `signal`, `watch`, `secrets`, `admin:<who>`, `rollback:<n>`. */
  readonly trigger: string;
  /** Changes from the one before it. */
  readonly changes: readonly ConfigChange[];
  /** What identifies it: changes whenever another generation is in force. */
  readonly etag: string;
}

export interface ConfigState {
  readonly generation: Generation;
  /** The file, as it was named; `` when there is none. */
  readonly file: string;
  /** Whether the file says the same as what is in force. */
  readonly persisted: boolean;
  /** The last configuration that was refused, until one is accepted. */
  readonly lastError?:
    | {
        readonly at: number;
        readonly trigger: string;
        readonly headline: string;
        readonly problems: readonly ConfigProblem[];
      }
    | undefined;
  /** Changes of the file or of edits that wait for a restart. */
  readonly pendingRestart: readonly ConfigChange[];
}

/** Who wants a change, and whether it goes to the file as well. */
export interface ChangeOptions {
  readonly trigger: string;
  readonly persist?: boolean;
  /** Asked when the change's turn has come; what it throws refuses the change. */
  readonly precondition?: () => void;
}

/**
 * The one door to changing the configuration of a running Olla. Every way ends the same: the next
 * generation is built whole, validated, compared, applied between two requests; a bad one changes nothing.
 * Changes come one after the other, in the order in which they were asked for.
 */
export abstract class ConfigControl {
  abstract readonly state: ConfigState;
  /** The generations that can be gone back to, newest first. */
  abstract readonly history: readonly Generation[];
  /** The text in force, secrets masked, comments kept. */
  abstract readonly text: string;
  /** Reads the file again. What was changed in memory only is given up. */
  abstract reload(trigger: string): Promise<ReloadReport>;
  /** Reads secret files again; the configuration stays as it is. */
  abstract refreshSecrets(): Promise<ReloadReport>;
  /** What `apply` would do; nothing changes. */
  abstract check(text: string): Promise<ReloadReport>;
  /** Puts another text in force. Masked secrets in it keep the values that they have now. */
  abstract apply(text: string, options: ChangeOptions): Promise<ReloadReport>;
  /** Changes the text in force: comments and order stay. */
  abstract edit(change: (document: Document) => void, options: ChangeOptions): Promise<ReloadReport>;
  /** Puts generation `number` in force again, as a new one. Undefined when it is not remembered. */
  abstract rollback(number: number, options: ChangeOptions): Promise<ReloadReport | undefined>;
  /** Writes the text in force to the file, in one step. @throws when there is no file or it cannot be written */
  abstract save(): Promise<string>;
  /** Told after each attempt, whatever became of it. The returned function ends that. */
  abstract onReload(listener: (report: ReloadReport, trigger: string) => void): () => void;
}
