import { COMMANDS } from './commands.js';
import { configCommand } from './config/config.command.js';
import { validateCommand } from './config/validate.command.js';
import { demoCommand } from './demo.js';
import { healthcheckCommand } from './healthcheck.js';
import { runProgram } from './program.js';
import { simulateCommand } from './simulate.js';

interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly code: typeof process.exitCode;
}

/** Runs the program in this process and collects what it says. */
async function olla(line: string, env: Record<string, string> = {}): Promise<Outcome> {
  const said = { out: '', err: '' };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text)))),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text)))),
  ];
  process.exitCode = undefined;
  try {
    await runProgram(line.split(' ').filter(Boolean), env);
    return { ...said, code: process.exitCode };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

describe('olla', () => {
  it.each(['--help', '-h', '-c x --help', 'serve --help', '--help demo'])(
    'explains every command on standard error with %s',
    async (line) => {
      const { err, code } = await olla(line);
      expect(code).toBeUndefined();
      for (const { name, description } of COMMANDS) expect(err).toContain(`${name.padEnd(21)}${description}`);
    },
  );

  it('explains itself, and one command, on request', async () => {
    expect((await olla('help')).out).toContain('Usage: olla [flags]');
    expect(await olla('help demo')).toMatchObject({ out: expect.stringContaining('--chaos'), code: 0 });
  });

  it('describes each command as the command describes itself', () => {
    const startOlla = () => Promise.reject(new Error('not here'));
    const loaded = [
      simulateCommand(),
      demoCommand({ startOlla }),
      healthcheckCommand({}),
      validateCommand({}),
      configCommand({}),
    ];
    const short = (text: string): string => text.replace(/ \(.*/, '');
    for (const command of loaded) {
      const known = COMMANDS.find(({ name }) => name === command.name());
      expect(short(command.description())).toBe(short(known!.description));
    }
  });

  it.each([
    ['--bogus', 'flag provided but not defined: -bogus'],
    ['serve --bogus', 'flag provided but not defined: -bogus'],
    ['bogus', 'unknown command: bogus'],
    ['--version=perhaps', 'invalid boolean value "perhaps" for -version'],
    ['demo --bogus', "error: unknown option '--bogus'"],
    ['simulate --dialect esperanto', 'esperanto'],
  ])('refuses olla %s with 2 and its usage', async (line, message) => {
    const { err, code } = await olla(line);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('Usage: olla');
  });

  it.each([
    ['--version', {}],
    ['-version ignored words', {}],
    ['--version serve', {}],
    ['serve --version', {}],
    ['', { OLLA_SHOW_VERSION: 'true' }],
    ['--version=false', { OLLA_SHOW_VERSION: 'true' }],
  ])('prints its version on standard output, where scripts look: olla %s %j', async (line, env) => {
    const { err, out, code } = await olla(line, env);
    expect([err, code]).toEqual(['', undefined]);
    expect(out).toContain(' Commit ');
  });

  it('prints its version on standard output as a command', async () => {
    expect((await olla('version')).out).toContain(' Commit ');
  });

  it.each([
    ['--validate-config -c README.md', {}, 1],
    ['--validate-config --config=config/config.yaml', {}, 0],
    ['--validate-config', { OLLA_CONFIG_FILE: '/no/such/file' }, 1],
    ['--validate-config --version=0 ignored', { OLLA_SHOW_VERSION: '1' }, 0],
  ])('checks the configuration: olla %s %j', async (line, env, expected) => {
    const { out, code } = await olla(line, env);
    expect(out).toMatch(expected === 0 ? /Result: PASS/ : /\[FAIL\] config\.yaml/);
    expect(code).toBe(expected);
  });
});
