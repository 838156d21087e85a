import { sameModels } from './same-models.js';

describe('sameModels', () => {
  const model = { name: 'a', sizeBytes: 1, details: { family: 'f', families: ['f', 'g'], digest: 'd' } };

  it('finds equal lists equal', () => {
    expect(sameModels([model], [structuredClone(model)])).toBe(true);
    expect(sameModels([], [])).toBe(true);
  });

  it.each([
    [{ ...model, name: 'b' }],
    [{ ...model, sizeBytes: 2 }],
    [{ ...model, type: 'x' }],
    [{ ...model, description: 'x' }],
    [{ name: 'a', sizeBytes: 1 }],
    [{ ...model, details: { ...model.details, family: 'x' } }],
    [{ ...model, details: { ...model.details, families: ['g', 'f'] } }],
    [{ ...model, details: { ...model.details, state: 'loaded' } }],
    [{ ...model, details: { ...model.details, digest: 'e' } }],
  ])('notices %j', (other) => {
    expect(sameModels([model], [other])).toBe(false);
    expect(sameModels([other], [model])).toBe(false);
  });

  it('notices another length and another order', () => {
    expect(sameModels([model], [])).toBe(false);
    expect(sameModels([{ name: 'a' }, { name: 'b' }], [{ name: 'b' }, { name: 'a' }])).toBe(false);
  });

  it('takes a date for news only beside a digest', () => {
    const dated = (modified_at: string, digest?: string) => [
      { name: 'a', details: { modified_at, ...(digest && { digest }) } },
    ];
    expect(sameModels(dated('1'), dated('2'))).toBe(true);
    expect(sameModels(dated('1', 'd'), dated('2', 'd'))).toBe(false);
    expect(sameModels(dated('1'), [{ name: 'a', details: {} }])).toBe(false);
  });
});
