// The kinds of load, and what each calls its figures.
import { fileURLToPath } from 'node:url';
import { checkAnswers } from './checked-answer.mjs';
import { BURST_FRAMES, MODELS, PACED_FRAMES, PACE_MS } from './payloads.mjs';
import { runLoad } from './processes.mjs';
import { lastLine, unaryLoad } from './unary-load.mjs';

const STREAM_LOAD = fileURLToPath(new URL('stream-load.mjs', import.meta.url));
const STREAM_CONNECTIONS = 32;

function unary(connections) {
  return {
    id: `unary-${connections}`,
    title: `unary, ${connections} connection${connections > 1 ? 's' : ''}`,
    unit: 'request',
    // Not by the generator, which looks at no body and drops what is under way when its time is up: the original takes
    // that for a broken backend and opens its circuit breaker.
    warmUp: ({ port, seconds }) => checkAnswers({ port, connections, seconds }),
    load: async ({ port, seconds }) => {
      const seen = await unaryLoad({ port, connections, seconds });
      return { ...seen, units: seen.completed };
    },
  };
}

function streams({ id, title, connections, model, frames, latency }) {
  const load = async ({ port, seconds }) => {
    const target = { port, seconds, connections, model, frames };
    const seen = lastLine(await runLoad(process.execPath, [STREAM_LOAD, JSON.stringify(target)]));
    return {
      units: seen.frames,
      seconds: seen.seconds,
      p50: seen[latency]?.p50,
      p99: seen[latency]?.p99,
      first50: seen.first?.p50,
      first99: seen.first?.p99,
      errors: seen.errors,
      fault: seen.fault,
    };
  };
  const warmUp = async (target) => {
    const { errors, fault } = await load(target);
    return Array.from({ length: errors }, () => fault);
  };
  return { id, title, unit: 'frame', load, warmUp };
}

const burst = streams({
  id: 'stream',
  title: `unpaced streams of ${BURST_FRAMES} frames, ${STREAM_CONNECTIONS} connections (p50, p99: a whole stream)`,
  connections: STREAM_CONNECTIONS,
  model: MODELS.burst,
  frames: BURST_FRAMES,
  latency: 'whole',
});

const paced = (connections) =>
  streams({
    id: 'paced',
    title: `${connections} paced streams of ${PACED_FRAMES} frames, ${PACE_MS} ms apart (p50, p99: delay of a frame)`,
    connections,
    model: MODELS.paced,
    frames: PACED_FRAMES,
    latency: 'delay',
  });

export function phases(options) {
  const all = { unary: [unary(1), unary(32)], stream: [burst], paced: [paced(options.streams)] };
  return options.only.flatMap((name) => all[name]);
}
