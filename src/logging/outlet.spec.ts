import { stripVTControlCharacters } from 'node:util';
import { detailed, LoggedDuration } from '../core/log-facts.js';
import { Outlet } from './outlet.js';
import { PinoLogger } from './pino-logger.js';
import { coloured, logfmt, type TextLine } from './text-lines.js';
import { themeOf } from './theme.js';

function made(text?: TextLine) {
  const seen = { out: '', file: '' };
  const outlet = new Outlet({ write: (line) => (seen.out += line) });
  outlet.shape(text, { write: (line) => (seen.file += line) });
  return { log: new PinoLogger('info', outlet), seen };
}

function written(text: TextLine | undefined, message: string, facts?: object): string {
  const { log, seen } = made(text);
  log.warn(message, facts);
  return seen.out;
}

describe('text records', () => {
  const plain = (message: string, facts?: object) => written(logfmt, message, facts);
  const inColour = (message: string, facts?: object) => written(coloured(themeOf()), message, facts);
  const read = (message: string, facts?: object) => stripVTControlCharacters(inColour(message, facts));

  it('are logfmt without colour', () => {
    expect(plain('Waiting for requests...', { bind: 'localhost:40114', n: 3, ok: true })).toMatch(
      /^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d) level=WARN msg="Waiting for requests\.\.\." bind=localhost:40114 n=3 ok=true\n$/,
    );
  });

  it('quote what would be misread', () => {
    const odd = { empty: '', equals: 'a=b', quote: '"', esc: '\u001b[2J\u009b', object: { a: [1] } };
    expect(plain('Done', odd)).toMatch(
      / msg=Done empty="" equals="a=b" quote="\\"" esc="\\u001b\[2J\\u009b" object="\{\\"a\\":\[1\]\}"\n$/,
    );
  });

  it('keep the further lines of a message readable', () => {
    const message = 'Nobody answers:\n  - a: http://a\n  - b: http://b';
    expect(plain(message, { n: 2 })).toMatch(
      / msg="Nobody answers:" n=2\n {2}- a: http:\/\/a\n {2}- b: http:\/\/b\n$/,
    );
    expect(read(message, { n: 2 })).toMatch(
      /^\d\d:\d\d:\d\d WARN {2}Nobody answers: n=2\n {2}- a: http:\/\/a\n {2}- b: http:\/\/b\n$/,
    );
  });

  it('show the level in its colour', () => {
    expect(inColour('Mind the gap')).toContain('\u001b[33mWARN \u001b[0m Mind the gap\n');
    expect(inColour('Two', { list: ['a'], text: 'a b' })).toContain('list=["a"] text="a b"');
  });

  it('show durations as people write them', () => {
    expect(plain('Cleaned up', { duration: new LoggedDuration(1_500) })).toMatch(/ duration=1\.5s\n$/);
  });

  it('end with the endpoint or the count of which they tell, when there is colour', () => {
    expect(read('Discovered models', { endpoint: 'den', models: 3 })).toMatch(
      /Discovered models den models=3\n$/,
    );
    expect(read('Discovered on den', { endpoint: 'den' })).toMatch(/Discovered on den endpoint=den\n$/);
    expect(read('Registered endpoints', { count: 2 })).toMatch(/Registered endpoints \(2\)\n$/);
    expect(plain('Discovered models', { endpoint: 'den' })).toMatch(
      /msg="Discovered models" endpoint=den\n$/,
    );
  });

  it('colour what is in order and how an endpoint is', () => {
    expect(inColour('[ OK ] Stopping http')).toContain('\u001b[32m[ OK ]\u001b[0m Stopping http');
    expect(inColour('Endpoint recovered: a is Healthy')).toContain('is \u001b[32mHealthy\u001b[0m');
    expect(inColour('Endpoint recovered: a is Warming')).toContain('is \u001b[33mWarming\u001b[0m');
    expect(inColour('Endpoint recovered: a is Rate Limited')).toContain('is \u001b[33mRate Limited\u001b[0m');
    expect(inColour('Endpoint recovered: a is Config Error')).toContain('is \u001b[31mConfig Error\u001b[0m');
  });

  it('let no name steer the terminal', () => {
    expect(inColour('Told by \u001b[2J\nand\u0007')).toContain('Told by \\u001b[2J\nand\\u0007');
    expect(inColour('Told', { endpoint: '\u009b2J' })).toContain('\\u009b2J');
  });
});

describe('details', () => {
  it.each([
    ['text without colour', logfmt],
    ['text in colour', coloured(themeOf('dark'))],
  ])('are hidden from %s but not from the file', (_name, text) => {
    const { log, seen } = made(text);
    log.info('Access', detailed({ path: '/' }));
    log.info('Plain', { path: '/' });
    expect(seen.out).not.toContain('Access');
    expect(seen.out).toContain('Plain');
    expect(
      seen.file
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { msg: string }).msg),
    ).toEqual(['Access', 'Plain']);
  });

  it('are in JSON on standard output', () => {
    const { log, seen } = made();
    log.info('Access', detailed({ path: '/' }));
    expect(JSON.parse(seen.out)).toMatchObject({ msg: 'Access', path: '/' });
  });
});

describe('the file', () => {
  it('is JSON, whatever standard output is, and has no ANSI sequences in its messages', () => {
    const { log, seen } = made(logfmt);
    log.info('\u001b[31mred\u001b[0m', { duration: new LoggedDuration(2) });
    expect(JSON.parse(seen.file)).toMatchObject({ msg: 'red', duration: 2_000_000 });
    expect(seen.file.endsWith('}\n')).toBe(true);
  });

  it('that fails is told of after the record during which it failed', () => {
    let out = '';
    const outlet = new Outlet({ write: (line) => (out += line) });
    const log = new PinoLogger('info', outlet);
    let failed = false;
    outlet.shape(logfmt, {
      write: () => {
        if (failed) return;
        failed = true;
        log.warn('Lost');
      },
    });
    log.info('First');
    expect(out).toMatch(/msg=First\n.*msg=Lost\n$/);
  });
});

it('leaves JSON as the logger writes it', () => {
  expect(JSON.parse(written(undefined, 'a\nb'))).toMatchObject({ msg: 'a\nb' });
});
