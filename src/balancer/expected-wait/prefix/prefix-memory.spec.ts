import { LENGTHS, prefixMarks } from './prefix-marks.js';
import { PrefixMemory } from './prefix-memory.js';

const NOW = 1_760_000_000_000;
const say = (count: number, word = 'word'): string =>
  Array.from({ length: count }, (_, i) => word + i).join(' ');
const turns = (...contents: string[]) =>
  contents.map((content, i) => ({ role: i % 2 ? 'assistant' : 'user', content }));
const body = (messages: object, more: object = {}): Buffer =>
  Buffer.from(JSON.stringify({ model: 'm', ...more, messages }));

describe('what an endpoint has read before', () => {
  const first = turns(say(500));
  const second = [...first, ...turns(say(500)), { role: 'user', content: say(300, 'other') }];
  const reader = (...bodies: Buffer[]): PrefixMemory => {
    const memory = new PrefixMemory();
    for (const each of bodies) memory.read(prefixMarks(each, 'm'), NOW);
    return memory;
  };
  const known = (memory: PrefixMemory, asked: Buffer, model = 'm', now = NOW): number =>
    memory.known(prefixMarks(asked, model), now);

  it('is found in the next turn, to within a third of its length', () => {
    const length = JSON.stringify(first).length;
    const found = known(reader(body(first)), body(second));
    expect(found).toBeLessThanOrEqual(length + '"messages":'.length);
    expect(found).toBeGreaterThan(length * 0.6);
  });

  it('does not depend on what stands before or after the conversation', () => {
    const memory = reader(body(first, { stream: true, temperature: 0.3 }));
    expect(known(memory, body(second, { max_tokens: 5 }))).toBeGreaterThan(1_000);
  });

  it('is nothing of another conversation, of another model, of nothing at all', () => {
    const memory = reader(body(first));
    expect(known(memory, body(turns(say(500, 'else'))))).toBe(0);
    expect(known(memory, Buffer.from(body(first)), 'other')).toBe(0);
    expect(known(memory, Buffer.from('{}'))).toBe(0);
    expect(known(new PrefixMemory(), body(first))).toBe(0);
  });

  it('ends where two conversations with the same beginning part', () => {
    const system = { role: 'system', content: say(1_000) };
    const memory = reader(body([system, ...turns(say(50, 'mine'))]));
    const found = known(memory, body([system, ...turns(say(2_000, 'yours'))]));
    const shared = JSON.stringify([system]).length + '"messages":'.length;
    expect(found).toBeLessThanOrEqual(shared);
    expect(found).toBeGreaterThan(shared * 0.6);
  });

  it('is forgotten after a while', () => {
    const memory = reader(body(first));
    expect(known(memory, body(second), 'm', NOW + 599_000)).toBeGreaterThan(0);
    expect(known(memory, body(second), 'm', NOW + 601_000)).toBe(0);
  });

  it('takes no more room, however many conversations there are', () => {
    const memory = new PrefixMemory();
    for (let i = 0; i < 20_000; i++)
      memory.read(prefixMarks(Buffer.from(`{"prompt":"${i} ${'x'.repeat(600)}"}`), 'm'), NOW);
    memory.read(prefixMarks(body(first), 'm'), NOW);
    expect(known(memory, body(second))).toBeGreaterThan(1_000);
  });

  it('reads enormous conversations only to a point', () => {
    const huge = Buffer.from(`{"prompt":"${'x'.repeat(2_000_000)}"}`);
    expect(known(reader(Buffer.from(huge)), huge)).toBe(LENGTHS.at(-1));
  });
});
