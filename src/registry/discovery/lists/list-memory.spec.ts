import type { Endpoint } from '../../../core/endpoint.js';
import { ListMemory } from './list-memory.js';

const list = (name: string) => ({ models: [{ name }], skipped: 0, cut: 0 });
const bytes = (text: string): Buffer => Buffer.from(text);

describe('ListMemory', () => {
  it('reads the same bytes once', () => {
    const memory = new ListMemory();
    const endpoint = {} as Endpoint;
    const read = jest.fn(() => list('a'));
    const first = memory.listOf(endpoint, 'u', bytes('x'), read);
    expect(memory.listOf(endpoint, 'u', bytes('x'), read)).toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads other bytes, another place and another endpoint anew', () => {
    const memory = new ListMemory();
    const endpoint = {} as Endpoint;
    const read = jest.fn(() => list('a'));
    memory.listOf(endpoint, 'u', bytes('x'), read);
    memory.listOf(endpoint, 'u', bytes('y'), read);
    memory.listOf(endpoint, 'v', bytes('y'), read);
    memory.listOf({} as Endpoint, 'v', bytes('y'), read);
    expect(read).toHaveBeenCalledTimes(4);
  });

  it('forgets nothing over bytes that cannot be read', () => {
    const memory = new ListMemory();
    const endpoint = {} as Endpoint;
    const first = memory.listOf(endpoint, 'u', bytes('x'), () => list('a'));
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => memory.listOf(endpoint, 'u', bytes('?'), fail)).toThrow('no');
    expect(memory.listOf(endpoint, 'u', bytes('x'), fail)).toBe(first);
  });
});
