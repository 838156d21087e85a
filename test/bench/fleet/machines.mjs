// Simulated inference servers as processes of their own, all clocks divided by the scale.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const OLLA = fileURLToPath(new URL('../../../bin/olla', import.meta.url));
const READY_MS = 20_000;

/**
 * @param spec { name, models, slots, memory, loadSeconds, ttftSeconds, tokensPerSecond, tokens, prefill, promptCache } in the
 * time of the scenario
 * @returns { name, url, state(), stop(), kill(), back() }: `back` starts a killed one again at the same port
 */
export async function startMachine(spec, scale) {
  const first = await launch(spec, scale);
  const { url } = first;
  let { child } = first;
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  return {
    name: spec.name,
    url,
    state: async () => (await fetch(`${url}/sim/state`)).json(),
    kill: () => void child.kill('SIGKILL'),
    back: async () => {
      ({ child } = await launch({ ...spec, port: new URL(url).port }, scale));
    },
    stop: () =>
      new Promise((resolve) => {
        if (gone()) return resolve();
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  };
}

async function launch(spec, scale) {
  const milliseconds = (seconds) => `${Math.max(Math.round((seconds * 1_000) / scale), 0)}ms`;
  const args = [
    ...[OLLA, 'simulate', '--dialect', 'ollama', '--port', String(spec.port ?? 0), '--name', spec.name],
    ...['--model', ...spec.models, '--slots', String(spec.slots), '--memory', String(spec.memory)],
    ...['--load', milliseconds(spec.loadSeconds), '--ttft', milliseconds(spec.ttftSeconds)],
    ...['--tps', String(spec.tokensPerSecond * scale), '--tokens', String(spec.tokens)],
  ];
  if (spec.prefill) args.push('--prefill', String(spec.prefill * scale));
  if (spec.promptCache) args.push('--prompt-cache', String(spec.promptCache));
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${spec.name} does not start`)), READY_MS);
    child.once('exit', (code) => reject(new Error(`${spec.name} left with code ${code}`)));
    let said = '';
    child.stdout.on('data', (piece) => {
      said += piece;
      const found = /http:\/\/[\d.]+:\d+/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    });
  });
  return { child, url };
}
