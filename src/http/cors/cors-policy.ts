import type { IncomingHttpHeaders } from 'node:http';
import { OLLA_HEADER } from '../../core/header-names.js';
import { type OriginTest, originTest } from './origins.js';

/** `server.cors` (configuration.md §7.1). */
export interface CorsSettings {
  readonly enabled: boolean;
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge: number;
}

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
const PREFLIGHT_VARY = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';
/** What empty lists mean: no more than a page may send without asking. */
const SIMPLE_METHODS = ['GET', 'POST', 'HEAD'];
const SIMPLE_HEADERS = ['accept', 'content-type', 'x-requested-with'];

/** The policy to follow; undefined while CORS is off. */
export function corsPolicyOf(settings: CorsSettings): CorsPolicy | undefined {
  return settings.enabled ? new CorsPolicy(settings) : undefined;
}

/** What pages of other origins are told (http-api.md §7). Header lines are name, value, name, value. */
export class CorsPolicy {
  /** Undefined: every origin may call. */
  readonly #mayCall: OriginTest | undefined;
  readonly #methods: ReadonlySet<string>;
  /** Undefined: every header may be sent. */
  readonly #headers: ReadonlySet<string> | undefined;
  readonly #exposed: string;
  readonly #credentials: boolean;
  readonly #maxAge: number;

  constructor(settings: CorsSettings) {
    const { allowedMethods, allowedHeaders, exposedHeaders } = settings;
    this.#mayCall = originTest(settings.allowedOrigins);
    this.#methods = new Set(allowedMethods.length > 0 ? allowedMethods : SIMPLE_METHODS);
    this.#headers = namesOf(allowedHeaders.length > 0 ? allowedHeaders : SIMPLE_HEADERS);
    this.#exposed = (exposedHeaders.length > 0 ? exposedHeaders : Object.values(OLLA_HEADER)).join(', ');
    this.#credentials = settings.allowCredentials;
    this.#maxAge = settings.maxAge;
  }

  /** The lines that every other answer to this request carries; {@link isUnderCors} knows them again. */
  linesFor(method: string, origin: string | undefined): string[] {
    const lines = ['Vary', 'Origin'];
    if (!origin || !this.#allows(origin, method)) return lines;
    this.#pushOrigin(lines, origin);
    lines.push('Access-Control-Expose-Headers', this.#exposed);
    return lines;
  }

  /** The lines of the 204 that a preflight gets, whatever it asks for. */
  preflight(headers: IncomingHttpHeaders): string[] {
    const lines = ['Vary', PREFLIGHT_VARY];
    const { origin } = headers;
    const method = headers['access-control-request-method'] ?? '';
    const wanted = headers['access-control-request-headers'];
    if (!origin || !this.#allows(origin, method) || !this.#allowsHeaders(wanted)) return lines;
    this.#pushOrigin(lines, origin);
    lines.push('Access-Control-Allow-Methods', method);
    if (wanted) lines.push('Access-Control-Allow-Headers', wanted);
    if (this.#maxAge > 0) lines.push('Access-Control-Max-Age', String(this.#maxAge));
    return lines;
  }

  #allows(origin: string, method: string): boolean {
    if (method !== 'OPTIONS' && !this.#methods.has(method)) return false;
    return this.#mayCall === undefined || this.#mayCall(origin);
  }

  #allowsHeaders(wanted: string | undefined): boolean {
    const allowed = this.#headers;
    if (!wanted || allowed === undefined) return true;
    return wanted.split(',').every((name) => allowed.has(name.trim().toLowerCase()));
  }

  #pushOrigin(lines: string[], origin: string): void {
    lines.push(ALLOW_ORIGIN, this.#mayCall === undefined ? '*' : origin);
    if (this.#credentials) lines.push(ALLOW_CREDENTIALS, 'true');
  }
}

/** Whether the lines of an answer begin with those of a policy: then nobody else speaks of origins on it. */
export function isUnderCors(lines: readonly string[]): boolean {
  return lines[0] === 'Vary';
}

/** Whether a browser asks what it may ask (the Fetch standard, "CORS-preflight request"). */
export function isPreflight(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && Boolean(headers['access-control-request-method']);
}

function namesOf(headers: readonly string[]): ReadonlySet<string> | undefined {
  return headers.includes('*') ? undefined : new Set(headers.map((name) => name.toLowerCase()));
}
