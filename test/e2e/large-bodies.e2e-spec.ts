import { createHash, randomBytes } from 'node:crypto';
import { ask } from '../support/ask.js';
import { answers, Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';

const BYTES = randomBytes(50 * 1024 * 1024);
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

jest.setTimeout(60_000);

describe.each(['olla', 'sherpa'])('50 MB (%s)', (engine) => {
  const backend = new Backend('large', ['large']);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    olla = await start(configuration([entry(backend)], { proxy: { engine } }));
  });
  beforeEach(() => backend.requests.splice(0));
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it.each([
    ['of known length', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('arrive at the backend byte for byte, sent %s', async (_how, headers) => {
    backend.behaviour = answers('thanks');
    const answer = await ask(`${olla.url}/olla/proxy/upload`, { body: BYTES, headers });
    expect(answer.status).toBe(200);
    expect(hashOf(backend.requests[0]!.body)).toBe(hashOf(BYTES));
  });

  it.each([
    ['of known length', { 'content-length': BYTES.length }],
    ['in chunks as an event stream', { 'content-type': 'text/event-stream' }],
  ])('arrive at the client byte for byte, sent %s', async (_how, headers) => {
    backend.behaviour = (response) => response.writeHead(200, { ...headers }).end(BYTES);
    const answer = await ask(`${olla.url}/olla/proxy/download`);
    expect(answer.complete).toBe(true);
    expect(hashOf(answer.body)).toBe(hashOf(BYTES));
  });
});
