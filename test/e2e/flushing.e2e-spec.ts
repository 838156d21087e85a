import http from 'node:http';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';

/** Far apart enough to be two pieces wherever nobody joins them. */
const APART_MS = 150;
const SSE = 'text/event-stream';
const BINARY = 'application/octet-stream';
const JSON_TYPE = 'application/json';

jest.setTimeout(30_000);

describe.each([
  { profile: 'auto', engine: 'olla', joined: [BINARY], apart: [SSE, JSON_TYPE, 'application/x-ndjson', ''] },
  { profile: 'standard', engine: 'sherpa', joined: [SSE, JSON_TYPE], apart: [] },
  { profile: 'streaming', engine: 'olla', joined: [], apart: [SSE, BINARY] },
])('profile $profile ($engine)', ({ profile, engine, joined, apart }) => {
  const backend = new Backend('pieces', ['pieces']);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    backend.behaviour = (response, { url }) => {
      const type = new URL(url, backend.url).searchParams.get('type')!;
      response.writeHead(200, type === '' ? {} : { 'content-type': type });
      response.write('one ');
      setTimeout(() => response.end('two'), APART_MS);
    };
    olla = await start(configuration([entry(backend)], { proxy: { engine, profile } }));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  const rows = [
    ...apart.map((type) => ({ type, pieces: ['one ', 'two'], how: 'passes on each piece as it comes' })),
    ...joined.map((type) => ({ type, pieces: ['one two'], how: 'joins small pieces' })),
  ];

  it.each(rows)('$how of "$type"', async ({ type, pieces }) => {
    expect(await piecesOf(`${olla.url}/olla/proxy/any?type=${encodeURIComponent(type)}`)).toEqual(pieces);
  });
});

/** The pieces in which an answer comes. */
function piecesOf(url: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false }, (response) => {
      const pieces: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (piece: string) => pieces.push(piece));
      response.on('end', () => resolve(pieces));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}
