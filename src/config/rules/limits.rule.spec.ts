import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';

const models = (...limits: readonly object[]): object => ({ limits: { models: limits } });

describe('limits.models', () => {
  it('hold patterns and numbers', () => {
    const file = models({
      model: 'llama*',
      max_concurrent: 2,
      requests_per_minute: 30,
      tokens_per_minute: 9,
    });
    expect(parsed(file).config.limits.models).toEqual([
      { model: 'llama*', maxConcurrent: 2, requestsPerMinute: 30, tokensPerMinute: 9 },
    ]);
    expect(warningsOf(file)).toEqual([]);
  });

  it.each([
    ['', 'empty or whitespace-only pattern'],
    ['a**', 'double asterisk not supported'],
    ['a*b*c', 'wildcards only supported at start and/or end, and once in between'],
  ])('do not go by %j', (model, complaint) => {
    expect(problemsOf(models({ model, max_concurrent: 1 }))).toMatchObject([
      { path: 'limits.models[0].model', message: `limits: invalid model pattern '${model}': ${complaint}` },
    ]);
  });

  it('take no negative number', () => {
    expect(messagesOf(models({ model: 'a', tokens_per_minute: -1 }))).toEqual([
      'must not be negative, got -1',
    ]);
  });

  it('warn of an entry that limits nothing', () => {
    expect(warningsOf(models({ model: 'a' }))).toEqual(['limits.models[0] sets no limit for "a"']);
  });

  it.each([
    ['*', 'b'],
    ['b', 'B'],
  ])('warn of an entry that another one hides: %j before %j', (first, second) => {
    const file = models({ model: first, max_concurrent: 1 }, { model: second, max_concurrent: 1 });
    expect(warningsOf(file)).toEqual([
      `limits.models[1] never counts: "${first.toLowerCase()}" comes first and fits what "${second}" fits`,
    ]);
  });
});

describe('limits of an endpoint', () => {
  const endpoint = (more: object): object => ({
    discovery: { static: { endpoints: [{ url: 'http://a:1', name: 'a', type: 'ollama', ...more }] } },
  });

  it('take no negative number', () => {
    expect(messagesOf(endpoint({ max_concurrent: -1, requests_per_minute: -2 }))).toEqual([
      'must not be negative, got -1',
      'must not be negative, got -2',
    ]);
  });
});
