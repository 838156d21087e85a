import { spliceModel } from './model-splice.js';

const spliced = (body: string, name = 'real-a'): string => spliceModel(Buffer.from(body), name).toString();

describe('spliceModel', () => {
  it('replaces the value of the top-level key and not a byte besides', () => {
    const around = (model: string): string =>
      `{ "messages":[{"role":"user","content":"say \\"model\\": virt","model":"virt"}],\n  "metadata": {"model":"virt"},  "model" : ${model}, "stream":false } \n`;
    expect(spliced(around('"virt"'))).toBe(around('"real-a"'));
  });

  it.each([
    ['a body without the key', '{"a":{"model":"virt"}}'],
    ['another spelling of the key', '{"Model":"virt"}'],
    ['a model that is no string', '{"model":5,"x":null}'],
    ['a model that is a list', '{"model":["virt"]}'],
    ['no object', '["model","virt"]'],
    ['no JSON', 'model=virt'],
    ['a body that breaks off', '{"model":"virt","messages":[{"role"'],
    ['a string that nobody can read', '{"model":"\\x"}'],
    ['an empty body', ''],
    ['the name that is there already', '{"model":"real-a"}'],
    ['that name in other letters', '{"model":"real\\u002da"}'],
  ])('hands back the same buffer for %s', (_what, text) => {
    const body = Buffer.from(text);
    expect(spliceModel(body, 'real-a')).toBe(body);
    expect(body.toString()).toBe(text);
  });

  it('replaces every one where the key is there more than once', () => {
    expect(
      spliced('{"model":"virt","a":1,"model":"","model":7,"mod\\u0065l":"other","model":"real-a"}'),
    ).toBe('{"model":"real-a","a":1,"model":"real-a","model":7,"mod\\u0065l":"real-a","model":"real-a"}');
  });

  it('never writes into the buffer that it was given', () => {
    const body = Buffer.from('{"model":"virt"}');
    spliceModel(body, 'much longer');
    spliceModel(body, 'x');
    expect(body.toString()).toBe('{"model":"virt"}');
  });

  it.each(['a"b\\c', 'tab\tand\nline', 'qwen/größe', '模型:7b', 'x\u0000', ''])(
    'writes %j as JSON has it',
    (name) => {
      expect(JSON.parse(spliced('{"a":"é","model":"virt","b":[]}', name))).toEqual({
        a: 'é',
        model: name,
        b: [],
      });
    },
  );

  it('does with any object what setting the key does', () => {
    const random = generator(20_260_101);
    for (let round = 0; round < 2_000; round++) {
      const value = randomObject(random, 3);
      value['model'] = randomText(random);
      const text = JSON.stringify(value, null, Math.floor(random() * 4));
      const name = randomText(random);
      const seen = JSON.parse(spliced(text, name)) as Record<string, unknown>;
      expect(seen).toEqual({ ...value, model: name });
      expect(Object.keys(seen)).toEqual(Object.keys(value));
    }
  });

  it('takes a large body in a few milliseconds', () => {
    const body = Buffer.from(
      `{"messages":[{"role":"user","content":"${'A'.repeat(1_400_000)}"}],"model":"virt"}`,
    );
    spliceModel(body, 'warm');
    const began = performance.now();
    const result = spliceModel(body, 'real-a');
    expect(performance.now() - began).toBeLessThan(50);
    expect(result.length).toBe(body.length + 2);
    expect(result.toString().endsWith('A"}],"model":"real-a"}')).toBe(true);
  });
});

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
function generator(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = ['"', '\\', '{', '}', '[', ']', ',', ':', 'model', '\n', '\u0001', 'é', '模', '😀', 'a', ' '];
const KEYS = ['model', 'Model', 'a', 'messages', 'say "model"', 'x\\'];

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const randomText = (random: () => number): string =>
  Array.from({ length: Math.floor(random() * 6) }, () => pick(random, LETTERS)).join('');

function randomObject(random: () => number, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (let left = Math.floor(random() * 4); left > 0; left--)
    made[pick(random, KEYS)] = randomValue(random, depth);
  return made;
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = random();
  if (kind < 0.4 || depth === 0) return pick(random, [1.5, -2e9, true, null, randomText(random)]);
  if (kind < 0.7) return randomObject(random, depth - 1);
  return Array.from({ length: Math.floor(random() * 3) }, () => randomValue(random, depth - 1));
}
