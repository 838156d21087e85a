import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { scratchFolder } from '../support/leftovers.js';
import { type Olla, start } from '../support/olla.js';
import { RawStream } from '../support/streams.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

const MODEL = 'shared';

describe('a configuration that changes while Olla runs', () => {
  let olla: Olla;
  let first: Backend;
  let second: Backend;

  beforeEach(async () => {
    first = await new Backend('first', [MODEL]).start();
    second = await new Backend('second', [MODEL, 'only-here']).start();
  });
  afterEach(async () => {
    await olla.stop();
    await Promise.all([first.stop(), second.stop()]);
  });

  const servedBy = async (model = MODEL): Promise<string> =>
    (await chat(olla.url, model)).header('x-olla-endpoint');
  const file = (backends: readonly Backend[], more: object = {}): object => ({
    ...configuration(backends.map((backend) => entry(backend))),
    ...more,
  });

  it('is taken over at SIGHUP: newcomers serve at once, those who leave finish their streams', async () => {
    olla = await start(file([first]));
    first.behaviour = streams({ frames: 30, everyMs: 50 });
    const stream = new RawStream(olla.url, { model: MODEL });
    await stream.seen(3);
    olla.rewrite(file([second]));
    olla.signal('SIGHUP');
    await until('the newcomer serves', async () => (await servedBy()) === 'second');
    await stream.seen(30);
    expect(await stream.ended).toBe('whole');
    expect(olla.log()).toContain('Configuration is in force');
  });

  it('is taken over when the file is watched and written', async () => {
    const watched = { engineering: { watch_config: true } };
    olla = await start(file([first], watched));
    olla.rewrite(file([first, second], { ...watched, model_aliases: { mine: ['only-here'] } }));
    await until('the alias works', async () => (await servedBy('mine')) === 'second');
    expect(await servedBy('only-here')).toBe('second');
  });

  it('is refused with every problem at once when it is wrong, and nothing changes', async () => {
    olla = await start(file([first]));
    olla.rewrite({ ...file([second]), proxy: { load_balancer: 'fastest', engine: 'turbo' } });
    olla.signal('SIGHUP');
    await until('it is refused', () => olla.log().includes('Configuration is refused'));
    expect(olla.log()).toContain('unknown load balancer strategy: fastest');
    expect(olla.log()).toContain('unknown proxy implementation: turbo');
    expect(await servedBy()).toBe('first');
  });

  it('is refused when its file has gone, rather than replaced by built-in defaults', async () => {
    olla = await start(file([first]));
    writeFileSync(olla.file, 'server: [this is: not a\n  configuration');
    olla.signal('SIGHUP');
    await until('it is refused', () => olla.log().includes('Configuration is refused'));
    expect(await servedBy()).toBe('first');
  });

  it('says what needs a restart', async () => {
    olla = await start(file([first]));
    const changed = file([first], { server: { ...configuration([]), read_timeout: '17s' } });
    olla.rewrite(changed);
    olla.signal('SIGHUP');
    await until('it says so', () => olla.log().includes('Some changes need a restart'));
    expect(olla.log()).toContain('server.read_timeout');
  });

  it('sends a credential as its file has it now', async () => {
    const secret = join(scratchFolder(), 'token');
    writeFileSync(secret, 'old-token\n');
    const auth = { type: 'bearer', token_file: secret };
    olla = await start(configuration([entry(first, { auth })]));
    await chat(olla.url, MODEL);
    expect(first.requests.at(-1)!.headers.authorization).toBe('Bearer old-token');
    writeFileSync(secret, 'new-token\n');
    await until('the new one is sent', async () => {
      await chat(olla.url, MODEL);
      return first.requests.at(-1)!.headers.authorization === 'Bearer new-token';
    });
    expect(olla.log()).not.toContain('-token');
  });
});
