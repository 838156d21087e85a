/** The response headers that carry Olla's story of an answer (http-api.md §6.2). */
export const OLLA_HEADER = {
  requestId: 'X-Olla-Request-ID',
  endpoint: 'X-Olla-Endpoint',
  backendType: 'X-Olla-Backend-Type',
  model: 'X-Olla-Model',
  responseTime: 'X-Olla-Response-Time',
  routingStrategy: 'X-Olla-Routing-Strategy',
  routingDecision: 'X-Olla-Routing-Decision',
  routingReason: 'X-Olla-Routing-Reason',
  mode: 'X-Olla-Mode',
  stickySession: 'X-Olla-Sticky-Session',
  stickyKeySource: 'X-Olla-Sticky-Key-Source',
  sessionId: 'X-Olla-Session-ID',
} as const;

/** Ours, and therefore not among those that pages may read unless `server.cors.exposed_headers` says so. */
export const QUEUE_HEADER = { wait: 'X-Olla-Queue-Wait', position: 'X-Olla-Queue-Position' } as const;

export const X_SERVED_BY = 'X-Served-By';
