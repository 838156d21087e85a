import { Simulator } from '../../src/simulator/index.js';
import { chat } from '../support/ask.js';
import { Company } from '../support/company.js';
import { configuration, entry } from '../support/configuration.js';
import type { Olla } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const MODEL = 'small';
const EXTENSION = './acme.mjs';

/** A class that stands in a module of Acme's, without TypeScript: its decorators are put on by hand. */
const extension = (decorator: string, body: string): string => `
import { Injectable, Module } from '@nestjs/common';
import { Authenticates, Observes, Strategy } from 'olla';
class Mine { ${body} }
Injectable()(Mine);
${decorator}(Mine);
class AcmeModule {}
Module({ providers: [Mine] })(AcmeModule);
export default AcmeModule;
`;

const THROWS = `throw new Error('no licence');`;
const FIRST = 'select([first]) { return first; }';

describe('an extension that does not start', () => {
  const config = {
    ...configuration([entry({ name: 'gone', url: 'http://127.0.0.1:9' })]),
    extensions: [EXTENSION],
  };

  it.each<[string, string | undefined, RegExp]>([
    ['is not there', undefined, /Cannot find module/],
    ['exports no module', 'export default 1;', /its default export is no Nest module/],
    ['throws while it loads', THROWS, /no licence/],
    [
      'throws in a constructor',
      extension("Strategy('acme')", `constructor() { ${THROWS} } ${FIRST}`),
      /no licence/,
    ],
    [
      'throws in a hook',
      extension("Strategy('acme')", `onModuleInit() { ${THROWS} } ${FIRST}`),
      /no licence/,
    ],
    [
      'rejects in a hook',
      extension("Strategy('acme')", `async onModuleInit() { ${THROWS} } ${FIRST}`),
      /no licence/,
    ],
    [
      'needs what nobody has',
      `${extension("Strategy('acme')", FIRST)}Reflect.defineMetadata('design:paramtypes', [class Licence {}], Mine);`,
      /Licence/,
    ],
    [
      'brings a name that is taken',
      extension("Strategy('priority')", FIRST),
      /Two providers are named "priority"/,
    ],
    ['observes without a method for it', extension('Observes()', ''), /has no observe\(\)/],
  ])('ends the start with its name and the reason when it %s', async (_, code, reason) => {
    const company = new Company();
    if (code !== undefined) company.write('acme.mjs', code);
    const { code: status, log } = await company.run(config);
    expect(log.replaceAll('\\"', '"')).toMatch(new RegExp(`extension "${EXTENSION}": .*${reason.source}`));
    expect(status).toBe(1);
  });

  it.each([
    ['strategy', { proxy: { load_balancer: 'acme' } }, 'unknown load balancer strategy: acme'],
    ['authenticator', { access: { authenticator: 'acme' } }, 'acme'],
  ])('ends the start when it does not bring the %s that is asked for', async (_, more, reason) => {
    const company = new Company();
    company.write('acme.mjs', extension("Strategy('other')", FIRST));
    const { code: status, log } = await company.run({ ...config, ...more });
    expect(log).toContain(reason);
    expect(status).toBe(1);
  });
});

describe('an extension that fails while requests run', () => {
  const simulator = new Simulator({ dialect: 'openai', models: [MODEL], answerTokens: 5 });
  let url: string;
  let olla: Olla;

  const withExtension = async (code: string, more: object = {}): Promise<void> => {
    const company = new Company();
    company.write('acme.mjs', code);
    const endpoints = [entry({ name: 'sim', url })];
    olla = await company.start({ ...configuration(endpoints), extensions: [EXTENSION], ...more });
  };

  beforeAll(async () => {
    ({ url } = await simulator.start());
  });
  afterEach(() => olla.kill());
  afterAll(() => simulator.kill());

  it.each([
    ['throws', 'observe() { throw new Error("out of paper"); }'],
    ['rejects', 'async observe() { throw new Error("out of paper"); }'],
  ])('harms no request when its observer %s, and is named once for many', async (_, body) => {
    await withExtension(extension('Observes()', body));
    await until('the model is known', async () => (await chat(olla.url, MODEL)).status === 200);
    const answers = await Promise.all(Array.from({ length: 20 }, () => chat(olla.url, MODEL)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await until('it is logged', () => olla.log().includes('out of paper'));
    expect(olla.log().split('out of paper')).toHaveLength(2);
    expect(olla.log()).toContain('"observer":"Mine"');
    expect(olla.running).toBe(true);
  });

  it.each([
    ['throws', 'authenticate() { throw new Error("secret of Acme"); }'],
    ['rejects', 'async authenticate() { throw new Error("secret of Acme"); }'],
  ])('answers 503 and lets nobody in when its authenticator %s', async (_, body) => {
    await withExtension(extension("Authenticates('acme')", body), { access: { authenticator: 'acme' } });
    const answer = await chat(olla.url, MODEL);
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('secret of Acme');
    expect(olla.running).toBe(true);
  });

  it('answers 500 and goes on when its strategy throws', async () => {
    await withExtension(extension("Strategy('acme')", 'select() { throw new Error("secret of Acme"); }'), {
      proxy: { load_balancer: 'acme' },
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => chat(olla.url, MODEL)));
    for (const answer of answers) {
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('secret of Acme');
    }
    expect(olla.running).toBe(true);
  });
});
