import { PRIVATE_NETWORKS } from '../sections/index.js';
import { isCidr } from './cidr.js';
import { type Draft, settle } from './draft.js';

const PATH = 'server.rate_limits.trusted_proxy_cidrs';

/** A bad or empty list never widens trust unnoticed (decisions.md 19). */
export function trustedProxiesRule({ config, findings }: Draft): void {
  const { rateLimits } = config.server;
  const networks = rateLimits.trustedProxyCidrs.map((entry) => entry.trim()).filter((entry) => entry !== '');
  const complaints = networks
    .filter((entry) => !isCidr(entry))
    .map((entry) => `${PATH} has an invalid entry "${entry}": invalid CIDR address: ${entry}`);
  if (networks.length === 0) complaints.push(`${PATH} must not be empty`);
  if (complaints.length === 0) return settle(rateLimits, { trustedProxyCidrs: networks });
  for (const complaint of complaints) {
    if (rateLimits.trustProxyHeaders) findings.problem(PATH, complaint, 'write networks such as 10.0.0.0/8');
    else findings.notice(PATH, complaint, `${PRIVATE_NETWORKS.join(', ')} would be trusted`);
  }
  settle(rateLimits, { trustedProxyCidrs: PRIVATE_NETWORKS });
}
