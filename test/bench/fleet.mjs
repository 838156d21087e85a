// npm run bench:fleet: ways to choose between machines, side by side, before simulated servers with scaled clocks.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { chart } from './fleet/chart.mjs';
import { lying } from './fleet/liar.mjs';
import { startMachine } from './fleet/machines.mjs';
import { startOlla } from './fleet/olla-under-test.mjs';
import { SCENARIOS } from './fleet/scenarios.mjs';
import { STRATEGIES, USUAL } from './fleet/strategies.mjs';
import { table, waitsOf } from './fleet/table.mjs';
import { sharing } from './fleet/talks.mjs';
import { randomFrom, send } from './fleet/traffic.mjs';

const USAGE = `npm run bench:fleet -- [options]

  --scenarios LIST     of ${Object.keys(SCENARIOS).join(', ')}
  --strategies LIST    of ${Object.keys(STRATEGIES).join(', ')};
                       as a rule those that fit the scenario
  --minutes 10         length of each measurement, in the time of the scenario; a third of it before that to warm up
  --scale 20           how much faster its clocks run than ours
  --seed 7             of the requests: the same seed sends the same ones
  --json FILE          write the figures there too
  --svg FILE           draw a chart of the mean waits`;

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: Object.keys(SCENARIOS).join(',') },
    strategies: { type: 'string', default: '' },
    minutes: { type: 'string', default: '10' },
    scale: { type: 'string', default: '20' },
    seed: { type: 'string', default: '7' },
    json: { type: 'string' },
    svg: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const scale = Number(values.scale);
const seconds = Number(values.minutes) * 60;
const results = [];
for (const name of values.scenarios.split(',')) {
  const scenario = SCENARIOS[name];
  const rows = [];
  const strategies = values.strategies ? values.strategies.split(',') : (scenario.strategies ?? USUAL);
  for (const strategy of strategies) rows.push(await measure(scenario, strategy));
  console.log(`\n${scenario.title}; waits in seconds until the first token\n${table(rows)}`);
  results.push({ scenario: name, title: scenario.title, rows });
}
if (values.json) fs.writeFileSync(values.json, JSON.stringify(results, undefined, 1));
if (values.svg) fs.writeFileSync(values.svg, chart(results));
process.exit(0);

async function measure(scenario, strategy) {
  const { perSecond, pick, counts = () => true } = scenario;
  const running = await fleetOf(scenario);
  const olla = await startOlla(running, STRATEGIES[strategy]);
  try {
    const random = randomFrom(Number(values.seed));
    const plan = { url: olla.url, perSecond, random, scale, pick: pick(random), floods: scenario.floods };
    const warmUp = { ...plan, perSecond: scenario.warmUpPerSecond ?? perSecond };
    if (!scenario.cold) await send({ ...warmUp, seconds: seconds / 3 });
    const before = await statesOf(running);
    const talks = scenario.talks?.(random, seconds);
    const records = await send({ ...plan, seconds, at: scenario.at?.(running), talks });
    const after = await statesOf(running);
    const figures = { strategy, ...waitsOf(records.filter(counts)) };
    if (talks) return { ...figures, ...sharing(before, after) };
    const loads = loadsOf(after) - loadsOf(before);
    return { ...figures, 'loads/h': Math.round((loads * 3_600) / seconds) };
  } finally {
    await Promise.all([olla.stop(), ...running.map((machine) => machine.stop())]);
  }
}

async function fleetOf({ machines, lies }) {
  const running = [];
  for (const machine of machines) running.push(await startMachine(machine, scale));
  if (lies) running[0] = await lying(running[0], machines[0].models);
  return running;
}

function statesOf(machines) {
  return Promise.all(machines.map((machine) => machine.state()));
}

function loadsOf(states) {
  return states.reduce((sum, { loads }) => sum + loads, 0);
}
