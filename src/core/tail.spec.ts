import { Tail } from './tail.js';

describe('Tail', () => {
  it('knows nothing before the first piece', () => expect(new Tail().lastByte).toBe(-1));

  it('joins the last two pieces and keeps no more than it promises', () => {
    const tail = new Tail();
    tail.push(Buffer.from('lost'));
    tail.push(Buffer.alloc(9_000, 'a'));
    tail.push(Buffer.from('end\n'));
    expect(tail.lastByte).toBe(10);
    expect(tail.text()).toBe(`${'a'.repeat(8_188)}end\n`);
  });
});
