import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { clientAddress } from './client-address.js';
import { type LimitSettings, ServerLimits } from './limit-settings.js';
import { TrustedProxies } from './trusted-proxies.js';

/** {@link clientAddress} with the configured trust, parsed anew whenever the configuration changes. */
@Injectable()
export class ClientAddresses {
  #trust: TrustedProxies | undefined;

  constructor(limits: ServerLimits) {
    this.#trust = trustOf(limits.current);
    limits.onChange((next) => {
      this.#trust = trustOf(next);
    });
  }

  /** @param peer the socket's peer, normalised */
  of(peer: string, headers: IncomingHttpHeaders): string {
    return clientAddress(peer, headers, this.#trust);
  }
}

function trustOf({ rateLimits }: LimitSettings): TrustedProxies | undefined {
  return rateLimits.trustProxyHeaders ? new TrustedProxies(rateLimits.trustedProxyCidrs) : undefined;
}
