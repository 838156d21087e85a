// npm run bench: what Olla costs beside other proxies, all in one run on one machine. See README.md.
import fs from 'node:fs';
import os from 'node:os';
import { describeCores, leaveProxyCore } from './cores.mjs';
import { measure } from './measure.mjs';
import { USAGE, readOptions } from './options.mjs';
import { phases } from './phases.mjs';
import { killAll, startBackend, startProxy } from './processes.mjs';
import { stolenShare } from './stolen-time.mjs';
import { PROXIES } from './proxies.mjs';
import { medians, table, withRatios } from './report.mjs';
import { scale } from './scale.mjs';
import { UNARY_GENERATOR } from './unary-load.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const progress = (text) => process.stderr.write(`${text}\n`);

process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

/** @returns whether everything that was measured worked */
async function main() {
  // Not a load like the others: a fleet of its own, and nobody to compare with.
  if (process.argv.slice(2).join(' ') === '--only scale') {
    leaveProxyCore();
    return scale();
  }
  const options = readOptions(
    process.argv.slice(2),
    PROXIES.map((proxy) => proxy.id),
  );
  if (options.help) {
    say(USAGE);
    return true;
  }
  leaveProxyCore();
  const wanted = PROXIES.filter((proxy) => options.proxies.includes(proxy.id));
  say(describeRun(options));
  for (const proxy of wanted.filter((each) => each.absent()))
    say(`absent: ${proxy.title}: ${proxy.absent()}`);

  const present = wanted.filter((proxy) => !proxy.absent());
  if (present.length === 0) throw new Error('there is nothing to measure');
  const stolen = stolenShare();
  const { figures, failures } = await measureAll(present, options);
  const results = phases(options).map((phase) => ({
    id: phase.id,
    title: phase.title,
    unit: phase.unit,
    rows: withRatios(
      present
        .filter((proxy) => figures.has(`${phase.id} ${proxy.id}`))
        .map(({ id, title }) => ({ id, title, ...medians(figures.get(`${phase.id} ${id}`)) })),
    ),
  }));
  for (const result of results.filter(({ rows }) => rows.length > 0)) say(table(result));
  const share = stolen();
  if (share !== undefined)
    say(`\nprocessor time the host took away meanwhile: ${(share * 100).toFixed(1)} %`);
  for (const [title, why] of failures) say(`failed: ${title}: ${why}`);
  if (options.json)
    fs.writeFileSync(options.json, `${JSON.stringify(record(options, results, failures, share), null, 2)}\n`);
  return failures.size === 0 && results.every(({ rows }) => rows.every((row) => row.errors === 0));
}

/** Round by round, each proxy alone on the machine, started afresh for each phase so that none inherits from the last.
 * One that fails is left out from then on. */
async function measureAll(proxies, options) {
  const figures = new Map();
  const failures = new Map();
  const backend = await startBackend();
  for (let round = 1; round <= options.rounds; round++) {
    for (const phase of phases(options)) {
      for (const proxy of proxies.filter(({ title }) => !failures.has(title))) {
        progress(`round ${round}: ${phase.id}: ${proxy.title}`);
        try {
          const key = `${phase.id} ${proxy.id}`;
          figures.set(key, [...(figures.get(key) ?? []), await measureProxy(phase, proxy, backend, options)]);
        } catch (error) {
          failures.set(proxy.title, `${phase.id}: ${error.message.trim()}`);
        }
      }
    }
  }
  await backend.stop();
  return { figures, failures };
}

async function measureProxy(phase, proxy, backend, options) {
  const started = await startProxy(proxy, backend);
  try {
    return await measure(phase, started, backend, options);
  } finally {
    await started.stop();
  }
}

function describeRun({ seconds, rounds }) {
  const load = os.loadavg()[0].toFixed(2);
  return [
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, load ${load}, Node ${process.version}`,
    `${describeCores()}; unary load by ${UNARY_GENERATOR}; ${seconds} s a measurement, rounds: ${rounds}`,
  ].join('\n');
}

function record(options, results, failures, stolen) {
  return {
    at: new Date().toISOString(),
    machine: { cpu: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version },
    ran: {
      cores: describeCores(),
      unaryLoad: UNARY_GENERATOR,
      seconds: options.seconds,
      rounds: options.rounds,
      stolen,
    },
    phases: results,
    failures: Object.fromEntries(failures),
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
}
