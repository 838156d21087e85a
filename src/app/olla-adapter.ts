import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { ServerConfig } from '../config/index.js';
import { httpAdapter } from './http-adapter.js';

/**
 * The adapter that an application with Olla in it runs on: bodies reach the proxy as they came, and limits of
 * time and size are the listener's.
 * @param server time-outs in milliseconds and sizes; Olla's defaults for what is left out
 */
export function ollaAdapter(server: Partial<ServerConfig> = {}): FastifyAdapter {
  return httpAdapter(Object.assign(new ServerConfig(), server));
}
