// One Olla before a fleet of machines.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLLA = process.env.OLLA_BIN ?? fileURLToPath(new URL('../../../bin/olla', import.meta.url));
const READY_MS = 30_000;
/** As often as the machines may be asked what they hold; the scale makes that far between in the time of the scenario. */
const PROBE = '1s';

export async function startOlla(machines, { type, proxy }, more = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'olla-fleet-'));
  const port = await freePort();
  const file = path.join(dir, 'olla.json');
  const endpoints = machines.map(({ name, url }) => ({
    ...{ name, url, type, priority: 100, check_interval: PROBE, check_timeout: '900ms' },
    ...(type === 'openai-compatible' && { health_check_url: '/', model_url: '/v1/models' }),
  }));
  const config = {
    server: {
      host: '127.0.0.1',
      port,
      request_logging: false,
      rate_limits: {
        per_ip_requests_per_minute: 0,
        global_requests_per_minute: 0,
        trust_proxy_headers: true,
      },
    },
    logging: { level: 'warn' },
    proxy: { engine: 'olla', response_header_timeout: '10m', ...proxy },
    discovery: { type: 'static', refresh_interval: '10s', static: { endpoints } },
    ...more,
  };
  fs.writeFileSync(file, JSON.stringify(config));
  const log = fs.openSync(path.join(dir, 'log'), 'w');
  const child = spawn(process.execPath, [OLLA, '-c', file], { stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, machines.length, child, path.join(dir, 'log'));
  return {
    url,
    pid: child.pid,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          fs.rmSync(dir, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGKILL');
      }),
  };
}

async function ready(url, count, child, log) {
  const end = Date.now() + READY_MS;
  while (Date.now() < end && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const status = await fetch(`${url}/internal/status/endpoints`).then(
      (answer) => answer.json(),
      () => undefined,
    );
    const up = status?.endpoints?.filter(
      ({ status: is, model_count: models }) => is === 'healthy' && models > 0,
    );
    if (up?.length === count) return;
  }
  throw new Error(`Olla is not ready\n${fs.readFileSync(log, 'utf8').slice(-1_500)}`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
