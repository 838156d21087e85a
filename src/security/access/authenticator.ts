import { DiscoveryService } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '../../core/caller.js';

/** Marks an {@link Authenticator} and gives it the name that `access.authenticator` uses. */
export const Authenticates = DiscoveryService.createDecorator<string>();

/** What an authenticator may look at. */
export interface Credentials {
  /** From `Authorization: Bearer …`, else from `X-Api-Key`; `` when the request carries neither. */
  readonly token: string;
  /** The request itself, for other ways to prove who one is. Its body is not there yet. */
  readonly request: IncomingMessage;
  /** The client's address as limits and logs know it. */
  readonly address: string;
}

/**
 * A way to know who is calling. Asked once per request, before anything of it is read; an answer that is
 * there at once costs no promise.
 */
export interface Authenticator {
  /** @returns the caller, or undefined for somebody who is not let in: 401 in the client's dialect */
  authenticate(credentials: Credentials): Caller | undefined | Promise<Caller | undefined>;
}
