import { nearest, suggestion } from './nearest.js';

describe('nearest', () => {
  const names = ['least-connections', 'round-robin', 'priority'];

  it.each([
    ['round_robin', 'round-robin'],
    ['Priority', 'priority'],
    ['pirority', 'priority'],
    ['least-connection', 'least-connections'],
    ['random', undefined],
    ['', undefined],
  ])('takes %p for %p', (name, meant) => {
    expect(nearest(name, names)).toBe(meant);
  });

  it('prefers the nearer of two', () => {
    expect(nearest('vlm', ['vllm', 'vlm2x'])).toBe('vllm');
  });

  it('suggests nothing when nothing is near', () => {
    expect(suggestion('zzz', names)).toBeUndefined();
    expect(suggestion('priorty', names)).toBe('did you mean "priority"?');
  });
});
