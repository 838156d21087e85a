import { stripVTControlCharacters } from 'node:util';
import { logStream } from './log-stream.js';
import { PinoLogger } from './pino-logger.js';

function written(settings: Parameters<typeof logStream>[0], message: string, facts?: object): string {
  let text = '';
  const out = { write: (line: string) => void (text += line) };
  new PinoLogger('info', logStream(settings, out)).warn(message, facts);
  return text;
}

describe('text records', () => {
  const plain = (message: string, facts?: object) =>
    written({ format: 'text', colour: false }, message, facts);
  const coloured = (message: string, facts?: object) =>
    written({ format: 'text', colour: true }, message, facts);

  it('are logfmt without colour', () => {
    expect(plain('Waiting for requests...', { bind: 'localhost:40114', n: 3, ok: true })).toMatch(
      /^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d) level=WARN msg="Waiting for requests\.\.\." bind=localhost:40114 n=3 ok=true\n$/,
    );
  });

  it('quote what would be misread', () => {
    const line = plain('Done', {
      empty: '',
      equals: 'a=b',
      quote: '"',
      esc: '\u001b[2J',
      object: { a: [1] },
    });
    expect(line).toMatch(
      / msg=Done empty="" equals="a=b" quote="\\"" esc="\\u001b\[2J" object="\{\\"a\\":\[1\]\}"\n$/,
    );
  });

  it('keep the further lines of a message readable', () => {
    const message = 'Nobody answers:\n  - a: http://a\n  - b: http://b';
    expect(plain(message, { n: 2 })).toMatch(
      / msg="Nobody answers:" n=2\n {2}- a: http:\/\/a\n {2}- b: http:\/\/b\n$/,
    );
    expect(stripVTControlCharacters(coloured(message, { n: 2 }))).toMatch(
      /^\d\d:\d\d:\d\d WARN {2}Nobody answers: n=2\n {2}- a: http:\/\/a\n {2}- b: http:\/\/b\n$/,
    );
  });

  it('show the level in its colour', () => {
    expect(coloured('Mind the gap')).toContain('\u001b[33mWARN \u001b[0m Mind the gap\n');
    expect(coloured('Two', { list: ['a'], text: 'a b' })).toContain('list=["a"] text="a b"');
  });
});

it('leaves JSON as the logger writes it', () => {
  expect(JSON.parse(written({ format: 'json', colour: true }, 'a\nb'))).toMatchObject({ msg: 'a\nb' });
});
