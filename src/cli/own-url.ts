import type { Environment } from '../config/index.js';

/** Where an Olla with this configuration is reached from the same machine, without a slash at the end. */
export async function ownUrl(file: string, env: Environment): Promise<string> {
  const { loadConfig } = await import('../config/index.js');
  const { server } = loadConfig({ file, cwd: process.cwd(), env }).config;
  return `http://${reachable(server.host)}:${server.port}`;
}

function reachable(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (['', '0.0.0.0', '::', 'localhost'].includes(bare)) return '127.0.0.1';
  return bare.includes(':') ? `[${bare}]` : bare;
}
