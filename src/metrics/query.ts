import type { FastifyRequest } from 'fastify';

/** The parameters of a request. Fastify's own reading of them turns repeated ones into lists. */
export function queryOf({ raw }: FastifyRequest): URLSearchParams {
  const { url = '' } = raw;
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}
