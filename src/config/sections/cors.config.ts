import { Flag, ListOf, Whole } from '../schema/index.js';

export class CorsConfig {
  /** Whether browsers on other origins may call. */
  @Flag()
  readonly enabled: boolean = false;

  /** Origins that may call; `*` means every origin. */
  @ListOf('text')
  readonly allowedOrigins: readonly string[] = ['*'];

  /** Methods that a preflight request may ask for. */
  @ListOf('text')
  readonly allowedMethods: readonly string[] = ['GET', 'POST', 'OPTIONS'];

  /** Request headers that a preflight request may ask for; `*` means every header. */
  @ListOf('text')
  readonly allowedHeaders: readonly string[] = ['*'];

  /** Response headers that scripts may read; an empty list means the `X-Olla-*` headers. */
  @ListOf('text')
  readonly exposedHeaders: readonly string[] = [];

  /** Whether browsers may send cookies and credentials; impossible together with origin `*`. */
  @Flag()
  readonly allowCredentials: boolean = false;

  /** Seconds for which a browser may remember a preflight answer; 0 sends no such header. */
  @Whole()
  readonly maxAge: number = 300;
}
