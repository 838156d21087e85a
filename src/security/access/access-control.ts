import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';
import { LiveAccessConfig, suggestion } from '../../config/index.js';
import { AllUnavailableError } from '../../core/availability-errors.js';
import type { Caller } from '../../core/caller.js';
import { UnauthenticatedError } from '../../core/client-errors.js';
import { OLLA_HEADER } from '../../core/header-names.js';
import { AppLogger } from '../../core/logger.js';
import { OllaError } from '../../core/olla-error.js';
import { requestIdOf } from '../../core/request-id.js';
import { collectNamed } from '../../extensions/index.js';
import { pathOf } from '../limited-request.js';
import { Violations } from '../violations.js';
import { Authenticates, type Authenticator } from './authenticator.js';
import { tokenIn } from './bearer.js';

/** What is needed of a Fastify request, and written to it. */
export interface AccessRequest {
  readonly raw: IncomingMessage;
  readonly clientAddress: string;
  readonly ollaHeaders: string[];
  ollaId: string;
  caller: Caller | undefined;
}

type Verdict = OllaError | undefined;

/** The name that stands for nobody being asked. */
const NONE = 'none';
const RETRY_SECONDS = 5;

/**
 * Says who may use what is under `/olla/` (`access.authenticator`). With `none` it costs one look; a way to know callers
 * that answers at once costs no promise; one that fails lets nobody in.
 */
@Injectable()
export class AccessControl implements OnModuleInit {
  #byName: ReadonlyMap<string, Authenticator> = new Map();
  #authenticator: Authenticator | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: LiveAccessConfig,
    private readonly violations: Violations,
    private readonly log: AppLogger,
  ) {}

  onModuleInit(): void {
    this.#byName = collectNamed<Authenticator>(this.discovery, Authenticates);
    this.#choose(this.config.current.authenticator);
    this.config.onChange(({ authenticator }) => this.#choose(authenticator));
  }

  /** Writes down who is calling. @returns the refusal of a request that is not let in */
  admit(request: AccessRequest): Verdict | Promise<Verdict> {
    const authenticator = this.#authenticator;
    if (authenticator === undefined) return undefined;
    try {
      const { raw, clientAddress } = request;
      const found = authenticator.authenticate({
        token: tokenIn(raw.headers),
        request: raw,
        address: clientAddress,
      });
      if (found instanceof Promise) {
        return found.then(
          (caller) => this.#judge(request, caller),
          (error: unknown) => this.#failed(request, error),
        );
      }
      return this.#judge(request, found);
    } catch (error) {
      return this.#failed(request, error);
    }
  }

  /** Whatever is no caller lets nobody in: a company's authenticator may say `null`, or nothing at all. */
  #judge(request: AccessRequest, caller: Caller | null | undefined): Verdict {
    if (!caller) return this.#refuse(request, new UnauthenticatedError());
    request.caller = caller;
    return undefined;
  }

  #failed(request: AccessRequest, error: unknown): OllaError {
    if (error instanceof OllaError) return this.#refuse(request, error);
    const name = this.config.current.authenticator;
    this.log.error('Authenticator failed', { authenticator: name, error: String(error) });
    return this.#refuse(
      request,
      new AllUnavailableError('Callers cannot be identified at the moment', RETRY_SECONDS),
    );
  }

  #refuse(request: AccessRequest, error: OllaError): OllaError {
    const { raw, clientAddress: client } = request;
    if (request.ollaId === '') {
      request.ollaId = requestIdOf(raw.headers['x-request-id']);
      request.ollaHeaders.push(OLLA_HEADER.requestId, request.ollaId);
    }
    const path = pathOf(raw);
    this.violations.record({ type: 'access', client, path });
    const facts = { request_id: request.ollaId, method: raw.method, path, client_ip: client };
    this.log.warn('Request rejected', { ...facts, reason: error.code });
    return error;
  }

  #choose(name: string): void {
    const authenticator = this.#byName.get(name);
    if (!authenticator) {
      const hint = suggestion(name, this.#byName.keys()) ?? `known: ${[...this.#byName.keys()].join(', ')}`;
      throw new Error(`unknown authenticator: ${name}; ${hint}`);
    }
    this.#authenticator = name === NONE ? undefined : authenticator;
  }
}
