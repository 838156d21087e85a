import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { OllaError } from '../core/olla-error.js';
import type { OwnSurface, Question, Surface, WholeAnswer } from '../core/surface.js';
import type { LimitedRequest } from '../security/index.js';
import type { CorsPolicy } from './cors/index.js';
import type { ErrorFormat } from './error-answer.js';

/** What the gate asks of others. */
export interface GateParts {
  /** The policy for pages of other origins; undefined while there is none. */
  readonly cors: () => CorsPolicy | undefined;
  readonly surfaceOf: (path: string) => Surface;
  readonly addressOf: (peer: string, headers: IncomingMessage['headers']) => string;
  readonly normalise: (address: string) => string;
  /** Whether the caller may use what is under `/olla/`; sets `request.caller`. Undefined = it may. */
  readonly access: (request: FastifyRequest) => OllaError | undefined | Promise<OllaError | undefined>;
  /** Whether a route outside `/olla/` is kept from this caller. Undefined = it is not. */
  readonly closedTo: (request: LimitedRequest, route: string) => OllaError | undefined;
  /** What Olla knows itself, at once or once it is gathered; throws an `OllaError` in place of an answer. */
  readonly answer: (surface: OwnSurface, question: Question) => WholeAnswer | Promise<WholeAnswer>;
  /** Size of head and announced body; undefined = within the limits. */
  readonly checkSize: (request: LimitedRequest) => OllaError | undefined;
  readonly bodyLimit: () => number;
  readonly bodyTooLarge: (request: LimitedRequest) => void;
  /** Told of each request that is not proxied, before it is answered. */
  readonly follow: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly errorFormat: () => ErrorFormat;
}
