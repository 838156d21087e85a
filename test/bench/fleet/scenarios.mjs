// What is sent to a fleet, and what the fleet is: in seconds and requests per second of the scenario.
import { zipf } from './traffic.mjs';

const MODELS = Array.from({ length: 12 }, (_, i) => `model-${i + 1}:7b`);
const MACHINE = {
  models: MODELS,
  slots: 4,
  memory: 2,
  loadSeconds: 30,
  ttftSeconds: 0.5,
  tokensPerSecond: 20,
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

export const SCENARIOS = {
  'mixed-0.4': mixed(0.4),
  'mixed-1.6': mixed(1.6),
  'mixed-2.4': mixed(2.4),
  faster: {
    ...mixed(1.6),
    title: 'one of 8 machines is twice as fast, 1.6 requests/s',
    machines: machines(8, (i) => (i === 0 ? { tokensPerSecond: 40, loadSeconds: 15 } : {})),
  },
};
