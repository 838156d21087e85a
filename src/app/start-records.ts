/** Settings of the limits that the start tells of; sizes in bytes. */
interface LimitSettings {
  readonly rateLimits: {
    readonly globalRequestsPerMinute: number;
    readonly perIpRequestsPerMinute: number;
  };
  readonly requestLimits: { readonly maxBodySize: number };
}

/** What the log says of the limits in force at the start (configuration.md §14). */
export const securityFacts = ({ rateLimits, requestLimits }: LimitSettings): Record<string, number> => ({
  globalRateLimit: rateLimits.globalRequestsPerMinute,
  perIPRateLimit: rateLimits.perIpRequestsPerMinute,
  maxBodySize: requestLimits.maxBodySize,
});
