// What is sent to a fleet, and what the fleet is: in seconds and requests per second of the scenario.
import { talks } from './talks.mjs';
import { zipf } from './traffic.mjs';

const MODELS = Array.from({ length: 12 }, (_, i) => `model-${i + 1}:7b`);
const MACHINE = {
  models: MODELS,
  slots: 4,
  memory: 2,
  loadSeconds: 30,
  ttftSeconds: 0.5,
  tokensPerSecond: 36,
  tokens: 200,
};
const machines = (count, over = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({ ...MACHINE, name: `machine-${i + 1}`, ...over(i) }));

/** Eight machines that hold two of a dozen models each, asked for by Zipf's law. */
const mixed = (perSecond) => ({
  title: `12 models on 8 machines, ${perSecond} requests/s`,
  machines: machines(8),
  perSecond,
  pick: (random) => {
    const model = zipf(MODELS, random);
    return () => ({ model: model() });
  },
});

/** Everybody asks for one model at once while little else happens. */
const BURST = 200;
/** A caller who floods always has so many requests under way. */
const FLOOD = 60;
const asking = (caller, model) => ({ model, caller, headers: { 'x-forwarded-for': caller } });
const QUIET = '198.51.100.7';

/** One model on two machines, and a caller who asks now and then, alone or beside two that flood. */
const quiet = (title, floods) => ({
  title,
  machines: machines(2, () => ({ models: MODELS.slice(0, 1) })),
  perSecond: 0.1,
  pick: () => () => asking(QUIET, MODELS[0]),
  floods,
  counts: ({ caller }) => caller === QUIET,
});

/**
 * `cold`: measured from the first request on. `at`: what happens meanwhile, with the machines. `lies`: the first machine says that
 * it holds every model. `counts`: whose waits are shown. `talks`: conversations
 * instead of single requests. `warmUpPerSecond`: before that, where it is another rate.
 */
export const SCENARIOS = {
  'mixed-0.4': mixed(0.4),
  'mixed-1.6': mixed(1.6),
  'mixed-2.4': mixed(2.4),
  burst: {
    ...mixed(0.8),
    title: `${BURST} requests for one model at once, beside 0.8 requests/s`,
    at: () => [
      {
        at: 120,
        act: (ask) => Array.from({ length: BURST }, () => ask({ model: MODELS[6], caller: 'burst' })),
      },
    ],
  },
  cold: { ...mixed(1.6), title: 'cold start of the whole fleet, 1.6 requests/s', cold: true },
  faster: {
    ...mixed(1.6),
    title: 'one of 8 machines is twice as fast, 1.6 requests/s',
    machines: machines(8, (i) => (i === 0 ? { tokensPerSecond: 72, loadSeconds: 15 } : {})),
  },
  liar: {
    ...mixed(1.6),
    title: 'one of 8 machines says that it holds all models, 1.6 requests/s',
    lies: true,
  },
  'quiet-alone': quiet('a quiet caller alone, 2 machines', []),
  'quiet-beside-two': quiet(
    'the same beside two callers that flood',
    ['203.0.113.1', '203.0.113.2'].map((caller) => ({ ask: asking(caller, MODELS[0]), width: FLOOD })),
  ),
  prefixes: {
    title: '200 conversations with the same instructions, 4 machines',
    machines: machines(4, () => ({
      ...{ models: MODELS.slice(0, 1), memory: 1, ttftSeconds: 0.1, tokens: 60 },
      ...{ prefill: 1_500, promptCache: 60_000 },
    })),
    perSecond: 0,
    warmUpPerSecond: 4,
    pick: () => () => ({ model: MODELS[0] }),
    talks: (random, seconds) =>
      talks(
        {
          ...{ count: 200, turns: 6, seconds: seconds * 0.8, thinkSeconds: 15 },
          ...{ system: 1_200, asks: 150, model: MODELS[0] },
        },
        random,
      ),
    strategies: ['least-connections', 'prefix-hash', 'expected-wait'],
  },
  lost: {
    ...mixed(1.6),
    title: 'a machine is lost and comes back, 1.6 requests/s',
    at: (running) => [
      { at: 120, act: () => running[0].kill() },
      { at: 300, act: () => running[0].back() },
    ],
  },
};
