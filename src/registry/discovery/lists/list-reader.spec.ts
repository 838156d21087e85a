import { fixture, PARSERS } from '../testing.js';
import { DiscoveryFailure, summaryOf } from '../discovery-failure.js';
import { ListReader } from './list-reader.js';
import { formatsOf } from './list-source.js';

const reader = new ListReader(PARSERS);
const body = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));
const read = (json: unknown, own = 'openai') => reader.read(body(json), formatsOf(own));
const names = (json: unknown, own?: string): string[] => read(json, own).models.map(({ name }) => name);
const failureOf = (work: () => unknown): DiscoveryFailure => {
  try {
    work();
  } catch (error) {
    return error as DiscoveryFailure;
  }
  throw new Error('it worked');
};

describe('ListReader', () => {
  it.each([
    ['ollama', 'Ollama'],
    ['lmstudio', 'LM Studio'],
    ['openai', 'OpenAI-compatible'],
    ['vllm', 'vLLM'],
    ['vllm-mlx', 'vLLM-MLX'],
    ['sglang', 'SGLang'],
    ['lmdeploy', 'LMDeploy'],
    ['llamacpp', 'llama.cpp'],
    ['lemonade', 'Lemonade'],
    ['docker-model-runner', 'Docker Model Runner'],
  ])('says whose answer in format %s it could not read', (format, label) => {
    const failure = failureOf(() => reader.read(Buffer.from('{"models": ['), formatsOf(format)));
    expect(failure.message).toMatch(new RegExp(`^failed to parse ${label} response: .+`));
    expect(summaryOf(failure)).toBe('invalid response format');
  });

  it('quotes nothing of what it could not read, which may be the credential that was sent', () => {
    const failure = failureOf(() => reader.read(Buffer.from('Bearer sekret'), formatsOf('openai')));
    expect(`${failure.message} ${String(failure.cause)}`).not.toMatch(/Bearer|sek/);
  });

  it.each([[{}], [{ other: [] }], [{ data: null }], [{ data: [] }], [{ models: null }]])(
    'finds nobody in %j',
    (json) => {
      for (const own of ['ollama', 'openai', 'lmstudio', 'vllm']) expect(names(json, own)).toEqual([]);
    },
  );

  it('finds nobody in an answer without a body', () => {
    expect(reader.read(Buffer.alloc(0), formatsOf('vllm')).models).toEqual([]);
  });

  it.each([
    ['an error object', '{"error":"Unexpected endpoint or method. (GET /x)"}'],
    ['a list that is none', '{"data":"soon"}'],
    ['a page', '<!doctype html><title>hello</title>'],
    ['an array', fixture('docker-model-runner.native-models.json').toString()],
    ['null', 'null'],
  ])('does not mistake %s for a list', (_, text) => {
    expect(failureOf(() => reader.read(Buffer.from(text), formatsOf())).kind).toBe('format');
  });

  it('takes nothing for a list but a list when that is to prove something', () => {
    expect(failureOf(() => reader.readPresent(body({}), formatsOf())).kind).toBe('format');
    expect(failureOf(() => reader.readPresent(Buffer.alloc(0), formatsOf())).kind).toBe('format');
    expect(reader.readPresent(body({ data: null }), formatsOf()).models).toEqual([]);
  });

  it('reads a list in another format than the own one', () => {
    expect(names({ data: [{ id: 'a' }] }, 'ollama')).toEqual(['a']);
    expect(names({ models: [{ name: 'a' }] }, 'vllm')).toEqual(['a']);
    expect(names({ models: [{ key: 'a' }] }, 'openai')).toEqual(['a']);
    expect(names({ models: [{ name: 'x', size: '' }], data: [{ id: 'a' }] }, 'llamacpp')).toEqual(['a']);
  });

  it('reads lists in an unknown format as everybody writes them', () => {
    expect(reader.read(body({ data: [{ id: 'a' }] }), ['acme']).models).toEqual([{ name: 'a' }]);
  });

  it('leaves out names that are too long, blank or carry control characters, and counts them', () => {
    const ids = [
      'x'.repeat(513),
      'a\nb',
      'a\u0000',
      'a\u007f',
      '  ',
      '',
      'x'.repeat(512),
      'ai/smollm2:latest',
    ];
    const list = read({ data: [...ids.map((id) => ({ id })), 'text', null, { id: 5 }] });
    expect(list.models.map(({ name }) => name)).toEqual(['x'.repeat(512), 'ai/smollm2:latest']);
    expect([list.skipped, list.cut]).toEqual([9, 0]);
  });

  it('keeps order and duplicates, ten thousand at most', () => {
    expect(names({ data: [{ id: 'b' }, { id: 'a' }, { id: 'b' }] })).toEqual(['b', 'a', 'b']);
    const list = read({ data: [{}, ...Array.from({ length: 10_005 }, (_, n) => ({ id: `m${n}` }))] });
    expect([list.models.length, list.skipped, list.cut]).toEqual([10_000, 1, 5]);
  });

  it('does not mind a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from('\ufeff'), body({ data: [{ id: 'a' }] })]);
    expect(reader.read(marked, formatsOf()).models).toEqual([{ name: 'a' }]);
  });
});
