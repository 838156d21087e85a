import type { LoadReport, ResidentModel } from './load.js';
import { BELIEVED_FOR_MS, believed, residency } from './residency.js';

const NOW = 1_000_000;
const told = (residents?: readonly ResidentModel[], at = NOW): { told: LoadReport } => ({
  told: { at, source: '/test', ...(residents && { residents }) },
});
const loaded = (name: string): ResidentModel => ({ name, state: 'loaded' });

describe('residency', () => {
  it.each([
    ['Llama3.2:3B', 'llama3.2:3b'],
    ['llama3', 'LLAMA3:latest'],
    ['llama3:Latest', 'Llama3'],
  ])('finds %s when %s is in memory', (asked, name) => {
    expect(residency(told([loaded(name)]), asked, NOW)).toBe('loaded');
  });

  it('tells a model that is on its way from one that is there', () => {
    const both = told([{ name: 'a', state: 'loading' }, loaded('b')]);
    expect(residency(both, 'a', NOW)).toBe('loading');
    expect(residency(told([loaded('a'), { name: 'A', state: 'loading' }]), 'a', NOW)).toBe('loaded');
  });

  it('calls a model absent only where the others are told', () => {
    expect(residency(told([loaded('llama3:8b')]), 'llama3', NOW)).toBe('absent');
    expect(residency(told([]), 'llama3', NOW)).toBe('absent');
    expect(residency(told(undefined), 'llama3', NOW)).toBe('unknown');
    expect(residency({ told: undefined }, 'llama3', NOW)).toBe('unknown');
    expect(residency(told([]), '', NOW)).toBe('unknown');
  });

  it('believes nothing that is older than a minute', () => {
    const facts = told([loaded('a')]);
    expect(residency(facts, 'a', NOW + BELIEVED_FOR_MS)).toBe('loaded');
    expect(residency(facts, 'a', NOW + BELIEVED_FOR_MS + 1)).toBe('unknown');
    expect(believed(facts, NOW + BELIEVED_FOR_MS + 1)).toBeUndefined();
  });
});
