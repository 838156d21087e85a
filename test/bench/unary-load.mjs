// Unary load: wrk where it is installed, else autocannon.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from './cores.mjs';
import { CHAT_PATH, MODELS, chatRequest } from './payloads.mjs';
import { removeFolder, runLoad, temporaryFolder } from './processes.mjs';

const wrk = onPath('wrk');
export const UNARY_GENERATOR = wrk ? 'wrk' : 'autocannon';

/** @returns { completed, seconds, p50, p99 in ms, errors, fault } */
export function unaryLoad(target) {
  return wrk ? withWrk(target) : withAutocannon(target);
}

const WRK_SCRIPT = `
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [==[${chatRequest(MODELS.unary)}]==]
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\n{"completed":%d,"seconds":%f,"p50":%f,"p99":%f,"status":%d,"sockets":%d}\\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status, e.connect + e.read + e.write + e.timeout))
end
`;

async function withWrk({ port, connections, seconds }) {
  const dir = temporaryFolder();
  try {
    const script = path.join(dir, 'chat.lua');
    fs.writeFileSync(script, WRK_SCRIPT);
    const url = `http://127.0.0.1:${port}${CHAT_PATH}`;
    const args = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, '-s', script, url];
    const { status, sockets, ...figures } = lastLine(await runLoad(wrk, args));
    const fault = status > 0 ? `${status} answers not 2xx` : `${sockets} socket errors`;
    return { ...figures, errors: status + sockets, fault: status + sockets > 0 ? fault : undefined };
  } finally {
    removeFolder(dir);
  }
}

async function withAutocannon(target) {
  const script = fileURLToPath(new URL('autocannon-load.mjs', import.meta.url));
  return lastLine(await runLoad(process.execPath, [script, JSON.stringify(target)]));
}

/** A load generator's last line of output is its result. */
export function lastLine(output) {
  return JSON.parse(output.trim().split('\n').at(-1));
}
