/** Routes that come from the original: they answer any method with any body, and read none (http-api.md §2). */
const BODILESS = new Set([
  '/internal/health',
  '/internal/health/live',
  '/internal/health/ready',
  '/internal/metrics',
  '/internal/process',
  '/internal/stats/models',
  '/internal/stats/sticky',
  '/internal/stats/translators',
  '/internal/status',
  '/internal/status/endpoints',
  '/internal/status/models',
  '/internal/ui',
  '/version',
]);

/** Whether a route may look at the body of a request. @param route its pattern; `` when there is none */
export function readsBody(route: string): boolean {
  return route !== '' && !BODILESS.has(route) && !route.startsWith('/internal/ui/');
}
