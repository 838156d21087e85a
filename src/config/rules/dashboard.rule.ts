import { isCidr } from './cidr.js';
import type { Draft } from './draft.js';

const PATH = 'dashboard.access_policy.allowed_cidrs';
const IN = 'dashboard config invalid: dashboard:';

/** Who may see the page, and where that is gated the internal API (configuration.md §7.5). */
export function dashboardRule({ config: { dashboard }, findings }: Draft): void {
  if (!dashboard.enabled && !dashboard.gateInternalApi) return;
  const { allowedCidrs } = dashboard.accessPolicy;
  if (allowedCidrs.length === 0) {
    findings.problem(PATH, `${IN} access_policy.allowed_cidrs must not be empty`);
  }
  allowedCidrs.forEach((entry, index) => {
    if (isCidr(entry)) return;
    findings.problem(
      `${PATH}[${index}]`,
      `${IN} invalid access_policy.allowed_cidrs entry "${entry}": invalid CIDR address: ${entry}`,
      'write a network such as 10.0.0.0/8',
    );
  });
}
