import { type ClassicFlags, parseClassicFlags, UsageError } from './classic-flags.js';

const NOTHING: ClassicFlags = {
  help: false,
  version: false,
  validateConfig: false,
  profile: false,
  strict: false,
  config: '',
  rest: [],
};

describe('the flags of the original', () => {
  it.each<[line: string, found: Partial<ClassicFlags>]>([
    ['', {}],
    ['-c a.yaml', { config: 'a.yaml' }],
    ['--c a.yaml', { config: 'a.yaml' }],
    ['-config a.yaml', { config: 'a.yaml' }],
    ['--config=a.yaml', { config: 'a.yaml' }],
    ['-c=a=b.yaml', { config: 'a=b.yaml' }],
    ['-c=', {}],
    ['-c a.yaml --config b.yaml', { config: 'b.yaml' }],
    ['--config a.yaml -c=', {}],
    ['-c --version', { config: '--version' }],
    ['-version', { version: true }],
    ['--version', { version: true }],
    ['--version=false', {}],
    ['--version --version=0', {}],
    ['--version=T', { version: true }],
    ['-validate-config -c x', { validateConfig: true, config: 'x' }],
    ['-profile=1', { profile: true }],
    ['-h', { help: true }],
    ['--help', { help: true }],
    ['demo --chaos', { rest: ['demo', '--chaos'] }],
    ['-c x demo -c y', { config: 'x', rest: ['demo', '-c', 'y'] }],
    ['--version false', { version: true, rest: ['false'] }],
    ['-- --version', {}],
    ['--profile -- demo', { profile: true }],
    ['- --version', { rest: ['-', '--version'] }],
  ])('olla %s', (line, found) => {
    expect(parseClassicFlags(line.split(' ').filter(Boolean))).toEqual({ ...NOTHING, ...found });
  });

  it.each([
    ['--port 1', 'flag provided but not defined: -port'],
    ['-c', 'flag needs an argument: -c'],
    ['--config', 'flag needs an argument: -config'],
    ['--version=yes', 'invalid boolean value "yes" for -version'],
    ['--profile=', 'invalid boolean value "" for -profile'],
    ['---version', 'bad flag syntax: ---version'],
    ['-=x', 'bad flag syntax: -=x'],
    ['--version --bogus', 'flag provided but not defined: -bogus'],
  ])('refuses olla %s', (line, message) => {
    expect(() => parseClassicFlags(line.split(' '))).toThrow(new UsageError(message));
  });
});
