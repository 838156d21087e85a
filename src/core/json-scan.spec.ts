import { scanObject, textOf } from './json-scan.js';

function members(text: string): { keys: Record<string, string>; whole: boolean } {
  const bytes = Buffer.from(text);
  const keys: Record<string, string> = {};
  const whole = scanObject(bytes, ({ key, start, end, whole: complete }) => {
    keys[key] = bytes.toString('utf8', start, end) + (complete ? '' : '…');
    return false;
  });
  return { keys, whole };
}

describe('scanObject', () => {
  it('finds the members of the top level alone, with their exact bytes', () => {
    const text = ' { "a" : {"model":"x"} , "b":[1, {"c":"]}"}],"d":"q\\"}","e":1.5,"f":null} ';
    expect(members(text)).toEqual({
      whole: true,
      keys: { a: '{"model":"x"}', b: '[1, {"c":"]}"}]', d: '"q\\"}"', e: '1.5', f: 'null' },
    });
  });

  it('gives what there is of a body that was cut off, and says so', () => {
    expect(members('{"model":"m1","messages":[{"role"')).toEqual({
      whole: false,
      keys: { model: '"m1"', messages: '[{"role"…' },
    });
  });

  it.each(['', '[]', '"x"', 'null', '{not json', '{"a" 1}', '{"a":1 "b":2}', '{"a":1,}', '{"a'])(
    'stops without a word at %j',
    (text) => expect(members(text).whole).toBe(false),
  );

  it('survives nesting of any depth', () => {
    const deep = `{"m":${'['.repeat(100_000)}${']'.repeat(100_000)},"model":"x"}`;
    expect(members(deep).keys['model']).toBe('"x"');
  });

  it('ends a string only at a quote that is not escaped', () => {
    expect(members('{"a":"x\\\\","b":"y\\\\\\""}').keys).toEqual({ a: '"x\\\\"', b: '"y\\\\\\""' });
  });

  it('decodes escapes in strings', () => {
    const bytes = Buffer.from('"a\\u00e9\\n"');
    expect(textOf(bytes, 0, bytes.length)).toBe('aé\n');
    expect(textOf(Buffer.from('"\\x"'), 0, 4)).toBe('');
  });
});
