/**
 * Requests and streams while the configuration file is rewritten again and again, every tenth time with something
 * wrong in it: `node test/bench/reload-storm.mjs [--requests 10000] [--streams 200] [--rewrites 50]`.
 * Nothing may fail, generations must count, and what was open before must be all that is open afterwards.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    streams: { type: 'string', default: '200' },
    rewrites: { type: 'string', default: '50' },
    olla: { type: 'string', default: fileURLToPath(new URL('../../bin/olla', import.meta.url)) },
  },
});
const [REQUESTS, STREAMS, REWRITES] = [values.requests, values.streams, values.rewrites].map(Number);
const FRAMES = 40;
const AT_ONCE = 16;

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Answers at once, or streams for two seconds when it is asked to. */
function backend(name) {
  const server = http.createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      if (request.method === 'GET') {
        return response.end(JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] }));
      }
      if (!JSON.parse(Buffer.concat(pieces)).stream) {
        response.setHeader('Content-Type', 'application/json');
        return response.end(JSON.stringify({ choices: [{ message: { content: name } }] }));
      }
      response.setHeader('Content-Type', 'text/event-stream');
      let frame = 0;
      const timer = setInterval(() => {
        response.write(`data: ${JSON.stringify({ n: frame })}\n\n`);
        if (++frame < FRAMES) return;
        clearInterval(timer);
        response.end('data: [DONE]\n\n');
      }, 50);
    });
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ name, server })));
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 512 });
const ask = (port, path, { method = 'GET', body, via = agent } = {}) =>
  new Promise((resolve) => {
    const request = http.request(
      { port, path, method, agent: via, headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece) => (text += piece));
        response.on('close', () => resolve({ status: response.statusCode, text, whole: response.complete }));
      },
    );
    request.on('error', (error) => resolve({ status: 0, text: String(error), whole: false }));
    request.end(body);
  });

const backends = await Promise.all(['b1', 'b2', 'b3', 'b4'].map(backend));
const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'olla-storm-'));
const file = join(folder, 'olla.yaml');
const write = (round) => {
  const wrong = round > 0 && round % 10 === 0;
  // The first endpoint stays; the others come and go, and change.
  const present = backends.filter((_each, at) => at === 0 || (round + at) % 3 !== 0);
  const endpoints = present.map(({ name, server }, at) => ({
    name,
    url: `http://127.0.0.1:${server.address().port}`,
    type: 'openai-compatible',
    priority: 100 + ((round + at) % 5),
    check_interval: '2s',
    check_timeout: '1s',
  }));
  const config = {
    server: {
      host: '127.0.0.1',
      port: wrong ? 'none' : port,
      rate_limits: { global_requests_per_minute: 0, per_ip_requests_per_minute: 0 },
    },
    proxy: {
      load_balancer: ['least-connections', 'round-robin', 'priority'][round % 3],
      response_header_timeout: `${20 + (round % 2)}s`,
    },
    model_aliases: { alias: ['m'], [`alias-${round}`]: ['m'] },
    discovery: { static: { endpoints } },
    engineering: { watch_config: true },
    logging: { level: 'info', format: 'json' },
  };
  writeFileSync(file, JSON.stringify(config));
};
write(0);
/** Makes the program tell its figures after a collection of garbage, on SIGUSR2. */
const telltale = `process.on('SIGUSR2', () => {
  gc();
  const held = {};
  for (const kind of process.getActiveResourcesInfo()) held[kind] = (held[kind] ?? 0) + 1;
  const heap_mb = Math.round(process.memoryUsage().heapUsed / 1e5) / 10;
  process.stderr.write('FIGURES ' + JSON.stringify({ heap_mb, held }) + '\\n');
});`;
const inside = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(telltale)}`];
const olla = spawn(process.execPath, [...inside, values.olla, '-c', file], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'pipe'],
});
let log = '';
olla.stdout.on('data', (piece) => (log += piece));
olla.stderr.on('data', (piece) => (log += piece));
while ((await ask(port, '/internal/health')).status !== 200) await sleep(100);

const once = { via: new http.Agent() };
const jsonOf = async (page) => {
  const { status, text } = await ask(port, page, once);
  return status === 200 ? JSON.parse(text) : {};
};
const figures = async () => {
  const status = readFileSync(`/proc/${olla.pid}/status`, 'utf8');
  const state = await jsonOf('/internal/admin/v1/config/state');
  const told = log.split('FIGURES ').length;
  olla.kill('SIGUSR2');
  while (log.split('FIGURES ').length === told) await sleep(50);
  return {
    ...JSON.parse(log.split('FIGURES ').at(-1).split('\n')[0]),
    open_files: readdirSync(`/proc/${olla.pid}/fd`).length,
    rss_mb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024),
    generation: state.generation?.number,
  };
};

const chat = (stream) => JSON.stringify({ model: 'm', stream, messages: [{ role: 'user', content: 'hi' }] });
const path = '/olla/openai/v1/chat/completions';
const failures = [];
let done = 0;
const streaming = async (count) => {
  for (let i = 0; i < count; i++) {
    const { status, text, whole } = await ask(port, path, { method: 'POST', body: chat(true) });
    const frames = text.split('data: ').length - 2;
    if (status !== 200 || !whole || frames !== FRAMES) failures.push(`stream ${status} ${frames} frames`);
  }
};

const one = async () => {
  done++;
  const { status, text, whole } = await ask(port, path, { method: 'POST', body: chat(false) });
  if (status !== 200 || !whole) failures.push(`unary ${status} ${text.slice(0, 120)}`);
};
const isShortOf = (count) => done < count;
const warmUp = async () => {
  while (isShortOf(2_000)) await one();
};
await Promise.all(Array.from({ length: AT_ONCE }, warmUp));
done = 0;
await sleep(1_000);
const before = await figures();
const started = performance.now();
const rewriting = (async () => {
  for (let round = 1; round <= REWRITES; round++) {
    write(round);
    await sleep(1_000);
  }
})();
const slowly = async () => {
  while (isShortOf(REQUESTS)) {
    const begun = performance.now();
    await one();
    await sleep(Math.max(0, (REWRITES * 1_000 * AT_ONCE) / REQUESTS - (performance.now() - begun)));
  }
};
await Promise.all([
  rewriting,
  ...Array.from({ length: AT_ONCE }, slowly),
  ...Array.from({ length: 10 }, () => streaming(STREAMS / 10)),
]);
const seconds = (performance.now() - started) / 1_000;
write(REWRITES % 10 === 0 ? REWRITES + 1 : REWRITES);
await sleep(3_000);
agent.destroy();
await sleep(2_000);
const after = await figures();
const refused = log.split('Configuration is refused').length - 1;
const applied = log.split('Configuration is in force').length - 1;
console.log(
  JSON.stringify(
    {
      requests: REQUESTS,
      streams: STREAMS,
      rewrites: REWRITES,
      seconds: Math.round(seconds),
      failed: failures.length,
      applied,
      refused,
      before,
      after,
    },
    null,
    2,
  ),
);
for (const failure of failures.slice(0, 10)) console.log(failure);
olla.kill('SIGTERM');
for (const { server } of backends) {
  server.closeAllConnections();
  server.close();
}
process.exitCode = failures.length > 0 ? 1 : 0;
