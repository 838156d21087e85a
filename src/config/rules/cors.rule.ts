import type { Draft } from './draft.js';

const IN = 'server.cors config invalid:';

/** What browsers could not be told (configuration.md §7.1). */
export function corsRule({ config, findings }: Draft): void {
  const { enabled, allowedOrigins, allowCredentials, maxAge } = config.server.cors;
  if (!enabled) return;
  if (allowedOrigins.length === 0) {
    findings.problem(
      'server.cors.allowed_origins',
      `${IN} cors: allowed_origins must not be empty when cors is enabled; list the origins that may call, or "*"`,
    );
  }
  if (allowCredentials && allowedOrigins.includes('*')) {
    findings.problem(
      'server.cors.allow_credentials',
      `${IN} cors: allow_credentials=true is incompatible with allowed_origins=["*"]; list the origins one by one`,
    );
  }
  if (maxAge < 0) {
    findings.problem('server.cors.max_age', `${IN} cors.max_age must be non-negative, got ${maxAge}`);
  }
}
