import type { Caller } from '../../core/caller.js';
import { modelOn } from './listings.sketch.js';
import { isNarrowed, seenBy, seenUnder } from './seen-by.js';

const caller = (over: Partial<Caller>): Caller => ({ name: 'team', ...over });
const llamas = caller({ allowsModel: (name) => name.startsWith('llama') });

describe('seenBy', () => {
  it('tells callers for whom lists look different', () => {
    expect([undefined, caller({}), llamas].map(isNarrowed)).toEqual([false, false, true]);
  });

  it('leaves out models and endpoints that are not open', () => {
    const europe = caller({ allowsEndpoint: (name) => name.startsWith('eu-') });
    const seen = seenBy(europe, [modelOn('both', ['eu-1', 'us-1']), modelOn('far', ['us-1'])]);
    expect(seen.map(({ id, sources }) => [id, sources.map(({ endpointName }) => endpointName)])).toEqual([
      ['both', ['eu-1']],
    ]);
  });

  it('shows a model under the names that are open alone', () => {
    const aliases = [
      { name: 'meta/Llama-3', source: 'vllm' },
      { name: 'Llama3:8b', source: 'ollama' },
    ];
    const [seen] = seenBy(llamas, [modelOn('meta-8b', ['a'], { aliases })]);
    expect(seen).toMatchObject({ id: 'Llama3:8b', aliases: [aliases[1]] });
  });

  it('knows a model by no name that is not open, whatever its other names', () => {
    const both = modelOn('meta-8b', ['a'], { aliases: [{ name: 'llama3', source: 'ollama' }] });
    expect(seenUnder('META-8B', llamas, [both])).toEqual([]);
    expect(seenUnder('Llama3', llamas, [both])).toHaveLength(1);
  });
});
