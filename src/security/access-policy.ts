import { isIP } from 'node:net';
import { hostName } from './host-name.js';
import { TrustedProxies } from './trusted-proxies.js';

/** Who may see what is meant for operators. */
export interface AccessPolicySettings {
  /** Networks whose members may. */
  readonly allowedCidrs: readonly string[];
  /** Names that a `Host` header may hold; addresses always may. */
  readonly allowedHosts: readonly string[];
}

export type PolicyReason = 'ip not in allowed range' | 'host not accepted';

/** The key of the configuration that would have to name whoever was refused for this. */
export const CONFIG_KEY: Readonly<Record<PolicyReason, string>> = {
  'ip not in allowed range': 'dashboard.access_policy.allowed_cidrs',
  'host not accepted': 'dashboard.access_policy.allowed_hosts',
};

/**
 * `dashboard.access_policy` (http-api.md §18.1): the peer of the connection must be in one of the networks, and
 * the `Host` an address or one of the names, so that no page of another name can reach in through a browser of
 * ours. Nothing that is forwarded counts. A network that cannot be read lets nobody in.
 */
export class AccessPolicy {
  readonly #networks: TrustedProxies;
  readonly #hosts: ReadonlySet<string>;

  constructor({ allowedCidrs, allowedHosts }: AccessPolicySettings) {
    this.#networks = new TrustedProxies(allowedCidrs);
    this.#hosts = new Set(allowedHosts.map(hostName).filter((name) => name !== ''));
  }

  /**
   * @param peer the socket's peer, normalised
   * @param host the `Host` header as it came
   * @returns why it is refused; undefined when both may
   */
  check(peer: string, host: string | undefined): PolicyReason | undefined {
    if (!this.#networks.includes(peer)) return 'ip not in allowed range';
    const name = hostName(host);
    return isIP(name) !== 0 || this.#hosts.has(name) ? undefined : 'host not accepted';
  }
}

/** What a refused caller reads: enough for the operator to put it right. */
export function refusalText(reason: PolicyReason, peer: string, host: string | undefined): string {
  const who = `ip=${peer}, host=${hostName(host)}`;
  return `403 forbidden: ${reason} (${who}). Adjust dashboard.access_policy.allowed_hosts (or allowed_cidrs) in your config.`;
}
