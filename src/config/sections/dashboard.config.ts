import { Flag, ListOf, Section } from '../schema/index.js';

/** Who may see the dashboard. */
export class AccessPolicyConfig {
  /** Networks whose members may; what counts is the address of the connection. */
  @ListOf('text')
  readonly allowedCidrs: readonly string[] = ['127.0.0.0/8', '::1/128'];

  /** Names that the `Host` header may have, beside addresses. */
  @ListOf('text')
  readonly allowedHosts: readonly string[] = ['localhost'];
}

/** The page for people. */
export class DashboardConfig {
  /** Whether the page exists. */
  @Flag()
  readonly enabled: boolean = true;

  /** Who may see it. */
  @Section(() => AccessPolicyConfig)
  readonly accessPolicy: AccessPolicyConfig = new AccessPolicyConfig();

  /** Whether the same policy guards `/internal/*`. */
  @Flag()
  readonly gateInternalApi: boolean = false;
}
