import { ForbiddenError } from '../core/client-errors.js';
import type { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import { AccessPolicy, type AccessPolicySettings, CONFIG_KEY, refusalText } from './access-policy.js';
import { hostName } from './host-name.js';
import { type LimitedRequest, pathOf } from './limited-request.js';

/** What the gate reads of `dashboard`. */
export interface InternalGateSettings {
  readonly gateInternalApi: boolean;
  readonly accessPolicy: AccessPolicySettings;
}

/** Kubernetes asks from wherever the node is, by whatever name. */
const HEALTH = '/internal/health';

/**
 * `dashboard.gate_internal_api`: what is not for clients answers only to those who may see the dashboard. It
 * judges the route that was found and not the path as it was written, which has many spellings.
 */
export class InternalGate {
  #policy: AccessPolicy | undefined;

  constructor(
    dashboard: Live<InternalGateSettings>,
    private readonly log: Logger,
  ) {
    this.#policy = policyOf(dashboard.current);
    dashboard.onChange((next) => {
      this.#policy = policyOf(next);
    });
  }

  /**
   * @param route the pattern of the route that would answer
   * @returns the refusal; undefined when the gate is open, also to whom it may concern
   */
  check(request: LimitedRequest, route: string): ForbiddenError | undefined {
    const policy = this.#policy;
    if (policy === undefined || !isInternal(route)) return undefined;
    const { host } = request.raw.headers;
    const reason = policy.check(request.peerAddress, host);
    if (reason === undefined) return undefined;
    this.log.warn('Request rejected', {
      ...(request.ollaId && { request_id: request.ollaId }),
      reason,
      config_key: CONFIG_KEY[reason],
      method: request.raw.method,
      path: pathOf(request.raw),
      client_ip: request.peerAddress,
      host: hostName(host),
    });
    return new ForbiddenError(refusalText(reason, request.peerAddress, host));
  }
}

function policyOf({ gateInternalApi, accessPolicy }: InternalGateSettings): AccessPolicy | undefined {
  return gateInternalApi ? new AccessPolicy(accessPolicy) : undefined;
}

function isInternal(route: string): boolean {
  if (route === '/version') return true;
  if (!route.startsWith('/internal/')) return false;
  return route !== HEALTH && !route.startsWith(`${HEALTH}/`);
}
