import { configFile, OllaProcess, run } from '../support/olla.js';
import { configuration } from '../support/configuration.js';
import { ask, chat } from '../support/ask.js';
import { dig } from '../support/dig.js';
import { freePort } from '../support/ports.js';
import { until, within } from '../support/until.js';

const START_MS = 20_000;

jest.setTimeout(60_000);

describe('olla on the command line', () => {
  it.each(['version', '--version'])('says which version it is: olla %s', async (arg) => {
    const { code, stdout, stderr } = await run([arg]);
    expect(code).toBe(0);
    expect(stdout + stderr).toMatch(/Olla v\d+\.\d+\.\d+/);
    expect(stdout + stderr).toContain(process.versions.node);
  });

  it.each(['--no-such-flag', 'serve --no-such-flag'])('refuses a flag with 2: olla %s', async (args) => {
    const { code, stderr } = await run(args.split(' '));
    expect(code).toBe(2);
    expect(stderr).toContain('no-such-flag');
  });

  it('explains itself with 0', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect(code).toBe(0);
    for (const command of ['serve', 'simulate', 'demo', 'healthcheck', 'version'])
      expect(stdout + stderr).toContain(command);
  });

  it.each(['-config=FILE', '--config FILE'])('takes its configuration: olla %s', async (args) => {
    const { file, url } = await emptyConfiguration();
    const olla = new OllaProcess(args.replace('FILE', file).split(' '));
    await until('it serves', () => serves(url), START_MS);
    expect(await olla.stop()).toEqual({ code: 0, signal: null });
  });

  it('checks its health from outside: 0 while it serves, 1 when nobody answers', async () => {
    const { file, url } = await emptyConfiguration();
    const before = await run(['healthcheck', '-c', file]);
    expect(before.code).toBe(1);
    expect(before.stdout).toContain(`${url}/internal/health does not answer`);
    const olla = new OllaProcess(['serve', '--config', file]);
    await until('it serves', () => serves(url), START_MS);
    const meanwhile = await run(['healthcheck', '-c', file]);
    expect(meanwhile).toMatchObject({ code: 0, stdout: '200 {"status":"healthy"}\n' });
    await olla.stop();
  });

  it('simulates a server that answers and ends with 0', async () => {
    const port = await freePort();
    const args = [
      'simulate',
      '--dialect',
      'vllm',
      '--port',
      String(port),
      '--model',
      'llama3.2:3b',
      '--ttft',
      '1ms',
    ];
    const simulator = new OllaProcess(args);
    await until('it listens', () => simulator.stdout.includes(`http://127.0.0.1:${port}`), START_MS);
    const models = await ask(`http://127.0.0.1:${port}/v1/models`);
    expect(dig(models.json(), 'data', 0, 'id')).toBe('llama3.2:3b');
    expect(await within('it ends', 3_000, simulator.stop())).toEqual({ code: 0, signal: null });
  });

  it('shows itself with chaos and loses no whole answer', async () => {
    const port = await freePort();
    const demo = new OllaProcess(['demo', '--chaos', '--duration', '12s', '--port', String(port)]);
    await until('it serves', () => serves(`http://127.0.0.1:${port}`), START_MS);
    const answer = await chat(`http://127.0.0.1:${port}`, 'llama3.2:3b');
    expect(answer.status).toBe(200);
    expect(await within('it ends', 30_000, demo.exited)).toEqual({ code: 0, signal: null });
    expect(demo.stdout).toContain('was killed');
    expect(demo.stdout).toContain('is back');
    const [, whole, complete] = /(\d+) whole answers: (\d+) complete, 0 lost/.exec(demo.stdout) ?? [];
    expect(Number(whole)).toBeGreaterThan(20);
    expect(complete).toBe(whole);
    expect(demo.stdout).toContain('0 cut without a word');
  });
});

/** A file without endpoints, and where its Olla will be. */
async function emptyConfiguration(): Promise<{ file: string; url: string }> {
  const port = await freePort();
  const config = { ...configuration([]), server: { host: '127.0.0.1', port } };
  return { file: configFile(JSON.stringify(config)), url: `http://127.0.0.1:${port}` };
}

const serves = async (url: string): Promise<boolean> => (await ask(`${url}/internal/health`)).status === 200;
