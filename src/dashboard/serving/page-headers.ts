/** Nothing from elsewhere, no code and no style in the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** On everything below `/internal/ui`, refusals too (http-api.md §18.1). */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': POLICY,
};

/** The same as lines, for answers that Fastify does not send. */
export const PAGE_HEADER_LINES: readonly string[] = Object.entries(PAGE_HEADERS).flat();
