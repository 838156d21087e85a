import { Tail } from './tail.js';

function tailOf(...pieces: (string | Buffer)[]): Tail {
  const tail = new Tail();
  for (const piece of pieces) tail.push(Buffer.from(piece));
  return tail;
}

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

describe('Tail', () => {
  it('knows nothing before the first piece', () => {
    const tail = new Tail();
    expect(tail).toMatchObject({ lastByte: -1, pieces: 0 });
    expect(tail.text()).toBe('');
    expect(tail.head()).toHaveLength(0);
    expect(tail.closing()).toEqual({ bytes: Buffer.alloc(0), whole: true });
  });

  it('joins the last pieces to a text and keeps no more than it promises', () => {
    const tail = tailOf('lost', 'a'.repeat(9_000), 'end\n');
    expect(tail.lastByte).toBe(10);
    expect(tail.text()).toBe(`${'a'.repeat(8_188)}end\n`);
  });

  it('gives an answer of a few pieces whole', () => {
    const tail = tailOf('one ', 'two ', 'three');
    expect(tail.closing()).toEqual({ bytes: Buffer.from('one two three'), whole: true });
    expect(tail.head().toString()).toBe('one two three');
    expect(tail.pieces).toBe(3);
  });

  it('gives the last eight pieces of many, and says that there was more', () => {
    const { bytes, whole } = tailOf('first', ...times(20, 'x'), 'end').closing();
    expect(bytes.toString()).toBe('xxxxxxxend');
    expect(whole).toBe(false);
  });

  it('gives the end of a piece that is larger than what is looked at', () => {
    const { bytes, whole } = tailOf('before', Buffer.alloc(70_000, 'a'), 'end').closing();
    expect(bytes).toHaveLength(16_384);
    expect(bytes.subarray(-4).toString()).toBe('aend');
    expect(whole).toBe(false);
  });

  it('begins with the first four pieces, up to 4 KiB', () => {
    expect(tailOf('a', 'b', 'c', 'd', 'e').head().toString()).toBe('abcd');
    expect(tailOf(Buffer.alloc(10_000, 'a'), 'b').head()).toHaveLength(4_096);
    expect(tailOf(Buffer.alloc(4_000, 'a'), 'b'.repeat(200), 'c').head().toString()).toMatch(/^a+b{96}$/);
  });

  it('takes pieces without bytes for what they are', () => {
    const tail = tailOf('x\n', '', '');
    expect(tail.lastByte).toBe(10);
    expect(tail.closing()).toEqual({ bytes: Buffer.from('x\n'), whole: true });
  });
});
