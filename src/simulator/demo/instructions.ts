import { type DemoServer, SHARED_MODEL } from './fleet.js';

/** What runs where, and what is worth trying. */
export function instructions(servers: readonly DemoServer[], url: string): string {
  const width = Math.max(...servers.map(({ name }) => name.length));
  return [
    '',
    `Olla is at ${url}, in front of three simulated servers:`,
    ...servers.map(
      ({ name, url: at, simulator }) =>
        `  ${name.padEnd(width)}  ${at}  ${simulator.settings.models.join(', ')}`,
    ),
    '',
    'Try, from another terminal:',
    ...curlLines(url).flatMap(([why, line]) => [`  # ${why}`, `  ${line}`]),
    '',
    'Break a server, and mend it with {"kind":"none"}:',
    ...servers.map(
      ({ controlUrl, name }) => `  curl ${controlUrl}/sim/fault -d '{"kind":"refuse"}'  # ${name}`,
    ),
    '',
    'Ctrl-C ends the demo.',
    '',
  ].join('\n');
}

/** One line for each thing that Olla does. */
export function curlLines(url: string): readonly (readonly [why: string, line: string])[] {
  const json = `-H 'Content-Type: application/json'`;
  const chat = (more = ''): string =>
    `-d '{"model":"${SHARED_MODEL}","messages":[{"role":"user","content":"Hello"}]${more}}'`;
  return [
    [
      'one chat; the answer starts with the name of the server',
      `curl -s ${url}/olla/openai/v1/chat/completions ${json} ${chat()}`,
    ],
    [
      'the same as a stream',
      `curl -N ${url}/olla/proxy/v1/chat/completions ${json} ${chat(',"stream":true')}`,
    ],
    [
      "Ollama's own API, from the Ollama server only",
      `curl -N ${url}/olla/ollama/api/chat ${json} ${chat()}`,
    ],
    [
      'a session that stays on its server; the X-Olla-* headers tell why (break that server and repeat)',
      `curl -i ${url}/olla/openai/v1/chat/completions ${json} -H 'X-Olla-Session-ID: demo' ${chat()}`,
    ],
    ['which servers are up', `curl -s ${url}/internal/status/endpoints`],
  ];
}
