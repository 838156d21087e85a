// node test/bench/scale.mjs: what a large fleet costs: start, memory, look-ups, and requests while lists change.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { leaveProxyCore } from './cores.mjs';
import { cpuSeconds, family, residentMb } from './process-usage.mjs';
import { killAll, runLoad, sleep, startProxy } from './processes.mjs';
import { scaleConfig } from './scale-fleet.mjs';
import { candidatesTable, ollaTable } from './scale-report.mjs';
import { lastLine, unaryLoad } from './unary-load.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETTLE_MS = 3_000;
const CONNECTIONS = 4;
/** The load meets the first regular round, which takes half of the interval. */
const ONE_ROUND = { interval: '40s', waitMs: 31_500 };

const USAGE = `node test/bench/scale.mjs [options]

  --endpoints 1000     simulated endpoints
  --models 10000       models that they list in all
  --seconds 8          length of each load`;

const say = (text) => process.stdout.write(`${text}\n`);

/** Runs the benchmark and prints its tables. @returns whether every answer was right */
export async function scale({ endpoints = 1_000, models = 10_000, seconds = 8 } = {}) {
  say(`\n${endpoints} endpoints, ${models} models; ${CONNECTIONS} connections, ${seconds} s a load`);
  const backend = await startFleet({ endpoints, models });
  try {
    const quiet = await measureOlla(backend, { endpoints, seconds, interval: '1h', churn: false });
    const round = await measureOlla(backend, { endpoints, seconds, ...ONE_ROUND, churn: true });
    const busy = await measureOlla(backend, { endpoints, seconds, interval: '1s', churn: true });
    say(ollaTable(quiet, round, busy));
    const rows = lastLine(await runLoad(process.execPath, [fileOf('scale-candidates.mjs')]));
    say(candidatesTable(rows));
    return quiet.errors + round.errors + busy.errors === 0 && rows.every((row) => row.wrong === 0);
  } finally {
    backend.stop();
  }
}

const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));

async function startFleet(fleet) {
  const child = fork(fileOf('scale-backend.mjs'), [JSON.stringify(fleet)]);
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the fleet left with code ${code}`)));
    });
  const { port } = await answer();
  const tell = (order) => {
    const answered = answer();
    child.send(order);
    return answered;
  };
  return { port, tell, stop: () => child.disconnect() };
}

const olla = (settings) => ({
  launch(ports, dir) {
    const file = path.join(dir, 'olla.yaml');
    fs.writeFileSync(file, scaleConfig(ports, settings));
    return {
      command: [process.execPath, 'bin/olla', '-c', file],
      cwd: ROOT,
      env: { NODE_ENV: 'production' },
    };
  },
});

/** One Olla from its start through some idle time and some load. */
async function measureOlla(backend, { endpoints, seconds, interval, churn, waitMs = 0 }) {
  await backend.tell({ restart: true, churn });
  const startedAt = performance.now();
  const started = await startProxy(olla({ endpoints, interval }), backend);
  const readyMs = performance.now() - startedAt;
  try {
    const { roundMs } = await backend.tell({});
    await sleep(SETTLE_MS);
    const pids = family(started.pid);
    const idleMb = residentMb(pids);
    const before = cpuSeconds(pids);
    await sleep(SETTLE_MS);
    const idleBusy = ((cpuSeconds(pids) - before) * 1_000) / SETTLE_MS;
    await sleep(waitMs);
    await unaryLoad({ port: started.port, connections: CONNECTIONS, seconds: 2 });
    const { listings } = await backend.tell({});
    const spent = cpuSeconds(pids);
    const load = await unaryLoad({ port: started.port, connections: CONNECTIONS, seconds });
    const cpu = cpuSeconds(pids) - spent;
    const rounds = ((await backend.tell({})).listings - listings) / endpoints;
    if (load.fault) say(`  ! ${load.fault}`);
    const perSecond = load.completed / load.seconds;
    const rates = { rounds, perSecond, cpuMicros: (cpu / load.completed) * 1e6, busy: cpu / load.seconds };
    return { ...load, ...rates, readyMs, roundMs, idleMb, idleBusy, peakMb: residentMb(pids) };
  } finally {
    await started.stop();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      endpoints: { type: 'string', default: '1000' },
      models: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '8' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(USAGE);
  process.once('exit', killAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  leaveProxyCore();
  const { endpoints, models, seconds } = values;
  const right = await scale({
    endpoints: Number(endpoints),
    models: Number(models),
    seconds: Number(seconds),
  });
  process.exitCode = right ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
