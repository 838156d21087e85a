import type { OutgoingHttpHeaders } from 'node:http';
import type { Engine } from '../engine/engine.js';
import type { JsonObject } from '../http/fields.js';
import type { Reply } from '../http/reply.js';
import type { Catalogue } from '../models.js';
import type { SimulatorSettings } from '../options.js';

/** One request as a handler sees it. */
export interface Call {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Empty when nothing was sent. */
  readonly body: JsonObject;
  readonly reply: Reply;
  readonly server: ServerView;
}

/** The server that a call has reached. */
export interface ServerView {
  readonly settings: SimulatorSettings;
  readonly dialect: Dialect;
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export type Handler = (call: Call) => void;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Health checks, listings and figures, as against work for the models. */
  readonly probe: boolean;
  readonly handle: Handler;
}

/** A status and a body; a string goes out as plain text. */
export interface Verdict {
  readonly status: number;
  readonly body: unknown;
}

/** The language of one kind of server. */
export interface Dialect {
  readonly headers: OutgoingHttpHeaders;
  /** Whether `llama3` means `llama3:latest`. */
  readonly implicitTag: boolean;
  /** Models are loaded before the port opens, on the first request, or behind a port that says so. */
  readonly loads: 'before-start' | 'on-request' | 'while-open';
  /** Whether a request without a model means the first one. */
  readonly modelOptional: boolean;
  readonly routes: readonly Route[];
  error(path: string, status: number, message: string): Verdict;
  unknownModel(path: string, model: string): Verdict;
  unknownPath(method: string, path: string): Verdict;
}

export const get = (path: string, handle: Handler): Route => ({ method: 'GET', path, probe: true, handle });
export const post = (path: string, handle: Handler): Route => ({
  method: 'POST',
  path,
  probe: false,
  handle,
});
/** A POST that only asks, such as Ollama's `/api/show`. */
export const ask = (path: string, handle: Handler): Route => ({ method: 'POST', path, probe: true, handle });

/** Sends a verdict. */
export function pronounce(reply: Reply, verdict: Verdict, headers?: OutgoingHttpHeaders): void {
  if (typeof verdict.body === 'string') reply.text(verdict.status, verdict.body);
  else reply.json(verdict.status, verdict.body, headers);
}
