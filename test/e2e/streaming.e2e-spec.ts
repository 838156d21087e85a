import { Backend } from '../support/backend.js';
import { Flood, streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { RawStream } from '../support/streams.js';
import { until, within } from '../support/until.js';

const STREAMS = 512;
const FRAMES = 20;
const EVERY_MS = 25;
const MIB = 1024 * 1024;
const READERS = 8;
const FLOOD = 64 * MIB;
/** What the buffers of four sockets in a row may hold, those of the system included. */
const IN_BUFFERS = 24 * MIB;

const slowest = (open: readonly RawStream[]): number =>
  Math.max(...open.map(({ firstFrameMs }) => firstFrameMs));

jest.setTimeout(60_000);

describe.each(['olla', 'sherpa'])('streams (%s)', (engine) => {
  const paced = new Backend('paced', ['paced']);
  const flooding = new Backend('flooding', ['flood']);
  const flood = new Flood(FLOOD);
  let olla: Olla;

  beforeAll(async () => {
    await Promise.all([paced.start(), flooding.start()]);
    paced.behaviour = streams({ frames: FRAMES, everyMs: EVERY_MS });
    flooding.behaviour = flood.behaviour;
    olla = await start(configuration([entry(paced), entry(flooding)], { proxy: { engine } }));
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([paced.stop(), flooding.stop()]);
  });

  it('begin without waiting for one another, 512 of them at once, and none loses a frame or its order', async () => {
    const direct = await startAll(paced.url, '/v1/chat/completions');
    const open = await startAll(olla.url);
    expect(open.filter(({ frames }) => frames !== FRAMES)).toHaveLength(0);
    expect(open.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(open.filter(({ payloads }) => payloads.at(-1) !== '[DONE]')).toHaveLength(0);
    // Two seconds on a quiet machine; one that is busy with other things delays them without Olla too.
    expect(slowest(open)).toBeLessThan(5_000 + 2 * slowest(direct));
  });

  it('that nobody reads hold their backends back, and take no memory', async () => {
    const before = olla.residentMb();
    const open = Array.from({ length: READERS }, () => new RawStream(olla.url, { model: 'flood' }));
    for (const stream of open) {
      await stream.begun();
      stream.pause();
    }
    await flowStops();
    expect(flood.sent).toBeLessThan(READERS * IN_BUFFERS);
    expect(olla.residentMb() - before).toBeLessThan((READERS * FLOOD) / MIB / 4);
    const [one, ...others] = open;
    one!.resume();
    expect(await within('the end', 20_000, one!.ended)).toBe('whole');
    expect(one!.body.length).toBe(FLOOD);
    for (const stream of others) stream.leave();
  });

  /** Opens all streams at once and gives them when the last one has come to its end. */
  async function startAll(url: string, path?: string): Promise<RawStream[]> {
    const request = { model: 'paced', ...(path !== undefined && { path }) };
    const open = Array.from({ length: STREAMS }, () => new RawStream(url, request));
    const endings = await Promise.all(open.map((stream) => stream.ended));
    expect(endings.filter((ending) => ending === 'whole')).toHaveLength(STREAMS);
    return open;
  }

  /** Waits until the backend has not got rid of a byte for a while. */
  async function flowStops(): Promise<void> {
    let sent = -1;
    let since = 0;
    await until('the backend is held back', () => {
      if (flood.sent !== sent) since = performance.now();
      sent = flood.sent;
      return performance.now() - since > 500;
    });
  }
});
