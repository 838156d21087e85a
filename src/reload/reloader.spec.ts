import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OllaConfig, ReloadReport } from '../config/index.js';
import { Live } from '../core/live.js';
import { Blueprints } from './blueprints.js';
import { Reloader } from './reloader.js';

const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const TEXT = `# my fleet
proxy:
  load_balancer: priority # why not
discovery:
  static:
    endpoints:
      - { name: a, url: 'http://a:1', auth: { type: bearer, token: s3cret } }
`;

describe('Reloader', () => {
  let cwd: string;
  let file: string;
  let updates: number;
  let fail: Error | undefined;
  let config: Live<OllaConfig>;
  let reloader: Reloader;
  let reports: [ReloadReport['outcome'], string][];

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'olla-reload-'));
    file = join(cwd, 'olla.yaml');
    writeFileSync(file, TEXT);
    const names = { loadBalancers: ['priority', 'round-robin'], engines: ['olla'] };
    const blueprints = new Blueprints({ cwd, env: {}, file: 'olla.yaml', names });
    const first = blueprints.fromFile();
    config = new Live(first.config);
    updates = 0;
    fail = undefined;
    reloader = new Reloader({
      blueprints,
      first,
      inForce: {
        config,
        profiles: new Live(first.profiles.catalogue),
        modelRules: new Live(first.models.rules),
      },
      fleet: {
        update: () => {
          updates++;
          const error = fail;
          fail = undefined;
          if (error) throw error;
        },
      },
      cwd,
      log,
    });
    reports = [];
    reloader.onReload((report, trigger) => reports.push([report.outcome, trigger]));
  });

  const balancer = (): string => config.current.proxy.loadBalancer;
  const roundRobin = TEXT.replace('priority', 'round-robin');

  it('puts in force what the file says now, as the next generation', async () => {
    writeFileSync(file, roundRobin);
    const report = await reloader.reload('signal');
    expect(report).toMatchObject({ outcome: 'applied', generation: 2, persisted: true });
    expect(report.changes).toMatchObject([{ path: 'proxy.load_balancer', after: 'round-robin' }]);
    expect(balancer()).toBe('round-robin');
    expect(reloader.history.map(({ trigger }) => trigger)).toEqual(['signal', 'start']);
    expect(reports).toEqual([['applied', 'signal']]);
  });

  it('leaves everything as it is where nothing has changed', async () => {
    const before = config.current;
    expect((await reloader.reload('signal')).outcome).toBe('unchanged');
    expect(config.current).toBe(before);
    expect(updates).toBe(0);
    expect(reloader.state.generation.number).toBe(1);
  });

  it('keeps the very objects of sections that stay the same', async () => {
    const { discovery, proxy } = config.current;
    writeFileSync(file, roundRobin);
    await reloader.reload('signal');
    expect(config.current.discovery).toBe(discovery);
    expect(config.current.proxy).not.toBe(proxy);
  });

  it('refuses a wrong file with every problem, changes nothing, and remembers why', async () => {
    writeFileSync(file, 'proxy: { load_balancer: fastest, engine: turbo }');
    const report = await reloader.reload('watch');
    expect(report).toMatchObject({ outcome: 'refused', generation: 1 });
    expect(report.problems.map(({ path }) => path)).toEqual(['proxy.load_balancer', 'proxy.engine']);
    expect(balancer()).toBe('priority');
    expect(reloader.state.lastError).toMatchObject({ trigger: 'watch' });
    writeFileSync(file, TEXT);
    await reloader.reload('watch');
    expect(reloader.state.lastError).toBeUndefined();
  });

  it.each([
    ['has gone', () => rmSync(file)],
    ['is empty while somebody writes it', () => writeFileSync(file, '\n')],
  ])('refuses a file that %s', async (_what, happens) => {
    happens();
    expect((await reloader.reload('watch')).outcome).toBe('refused');
    expect(balancer()).toBe('priority');
  });

  it('puts everything back when the fleet cannot follow', async () => {
    writeFileSync(file, roundRobin);
    fail = new Error('no');
    expect(await reloader.reload('signal')).toMatchObject({ outcome: 'refused', headline: 'no' });
    expect(balancer()).toBe('priority');
    expect(reloader.state.generation.number).toBe(1);
  });

  it('edits the text in force, keeps its comments, and tells that the file does not know', async () => {
    const report = await reloader.edit((document) => document.setIn(['proxy', 'read_timeout'], '5s'), {
      trigger: 'admin:ops',
    });
    expect(report).toMatchObject({ outcome: 'applied', persisted: false });
    expect(config.current.proxy.readTimeout).toBe(5_000);
    expect(reloader.text).toContain('# my fleet');
    expect(reloader.text).toContain('# why not');
    expect(readFileSync(file, 'utf8')).toBe(TEXT);
    await reloader.save();
    expect(readFileSync(file, 'utf8')).toContain('read_timeout: 5s');
    expect(readFileSync(file, 'utf8')).toContain('token: s3cret');
    expect(reloader.state.persisted).toBe(true);
  });

  it('gives up edits that were not saved when the file is read again', async () => {
    await reloader.edit((document) => document.setIn(['proxy', 'read_timeout'], '5s'), {
      trigger: 'admin:ops',
    });
    expect((await reloader.reload('signal')).outcome).toBe('applied');
    expect(config.current.proxy.readTimeout).toBe(600_000);
  });

  it('does not write over what somebody else has written', async () => {
    writeFileSync(file, `${TEXT}# hand edit\n`);
    const report = await reloader.edit((document) => document.setIn(['proxy', 'read_timeout'], '5s'), {
      trigger: 'admin:ops',
      persist: true,
    });
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(report.headline).toContain('reload it first');
    expect(readFileSync(file, 'utf8')).toContain('# hand edit');
    expect(config.current.proxy.readTimeout).toBe(600_000);
  });

  it('shows the text without secrets and takes it back with the masks in it', async () => {
    expect(reloader.text).not.toContain('s3cret');
    const report = await reloader.apply(reloader.text.replace('priority', 'round-robin'), {
      trigger: 'admin:ops',
    });
    expect(report.changes.map(({ path }) => path)).toEqual(['proxy.load_balancer']);
    expect(config.current.discovery.static.endpoints[0]!.auth!.token).toBe('s3cret');
  });

  it('says what a text would change without changing anything', async () => {
    expect((await reloader.check(roundRobin)).changes).toHaveLength(1);
    expect((await reloader.check('proxy: { engine: x }')).outcome).toBe('refused');
    expect(reloader.state.generation.number).toBe(1);
    expect(reports).toEqual([]);
  });

  it('goes back to an earlier generation as a new one', async () => {
    writeFileSync(file, roundRobin);
    await reloader.reload('signal');
    const report = await reloader.rollback(1, { trigger: 'rollback:1' });
    expect(report).toMatchObject({ outcome: 'applied', generation: 3, persisted: false });
    expect(balancer()).toBe('priority');
    expect(await reloader.rollback(99, { trigger: 'rollback:99' })).toBeUndefined();
  });

  it('lists what waits for a restart until it is taken back', async () => {
    writeFileSync(file, `${TEXT}server: { port: 4000 }\n`);
    await reloader.reload('signal');
    expect(reloader.state.pendingRestart.map(({ path }) => path)).toEqual(['server.port']);
    writeFileSync(file, TEXT);
    await reloader.reload('signal');
    expect(reloader.state.pendingRestart).toEqual([]);
  });

  it('reads secrets again without reading the file', async () => {
    const secret = join(cwd, 'token');
    writeFileSync(secret, 'one');
    writeFileSync(file, TEXT.replace('token: s3cret', 'token_file: token'));
    await reloader.reload('signal');
    expect(reloader.secretFiles).toEqual([secret]);
    writeFileSync(secret, 'two');
    writeFileSync(file, 'not: [yaml');
    expect((await reloader.refreshSecrets()).outcome).toBe('applied');
    expect(config.current.discovery.static.endpoints[0]!.auth!.token).toBe('two');
  });

  it('remembers no error where whoever wanted a change thought better of it', async () => {
    const options = {
      trigger: 'admin:ops',
      precondition: () => {
        throw new Error('stale');
      },
    };
    expect((await reloader.apply(roundRobin, options)).outcome).toBe('refused');
    expect(reloader.state.lastError).toBeUndefined();
    expect(balancer()).toBe('priority');
  });

  it('makes one change after the other', async () => {
    const wishes = ['1s', '2s', '3s'].map((value) =>
      reloader.edit((document) => document.setIn(['proxy', 'read_timeout'], value), { trigger: 'admin:ops' }),
    );
    expect((await Promise.all(wishes)).map(({ generation }) => generation)).toEqual([2, 3, 4]);
    expect(config.current.proxy.readTimeout).toBe(3_000);
  });
});
