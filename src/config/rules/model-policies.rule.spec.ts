import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';

const file = (...models: readonly object[]): object => ({
  models,
  discovery: {
    static: {
      endpoints: ['gpu-1', 'gpu-2'].map((name) => ({ name, url: `http://${name}:1`, type: 'ollama' })),
    },
  },
});

describe('the policies of models', () => {
  it('say where a model is to be', () => {
    const policy = {
      name: 'llama3.2:3b',
      pin: true,
      preload: true,
      min_replicas: 1,
      max_replicas: 2,
      only_on: ['gpu-*'],
      never_on: ['gpu-2'],
      fallback: ['llama3.2:1b'],
    };
    expect(parsed(file(policy)).config.models).toEqual([
      {
        name: 'llama3.2:3b',
        pin: true,
        preload: true,
        minReplicas: 1,
        maxReplicas: 2,
        onlyOn: ['gpu-*'],
        neverOn: ['gpu-2'],
        fallback: ['llama3.2:1b'],
      },
    ]);
    expect(warningsOf(file(policy))).toEqual([]);
  });

  it.each([
    [{ pin: true }, 'a model policy needs the name of a model, or a pattern such as "qwen*"'],
    [{ name: 'a**' }, "invalid model pattern 'a**': double asterisk not supported"],
    [
      { name: 'a', only_on: ['x*y*z'] },
      "invalid pattern 'x*y*z': wildcards only supported at start and/or end",
    ],
    [{ name: 'a', fallback: ['A'] }, '"a" cannot stand in for itself'],
    [{ name: 'a', fallback: ['b*'] }, "'b*' must be a model, not a pattern"],
    [{ name: 'a', fallback: [' '] }, 'empty model name'],
    [{ name: 'a', min_replicas: 3, max_replicas: 2 }, 'must not be below min_replicas (3), got 2'],
    [{ name: 'a', min_replicas: -1 }, '-1'],
  ])('cannot be %j', (policy, complaint) => {
    expect(messagesOf(file(policy)).join()).toContain(complaint);
  });

  it('are one for each model', () => {
    expect(problemsOf(file({ name: 'a' }, { name: 'A' }))).toMatchObject([
      { path: 'models[1].name', message: '"A" has a policy already: models[0]' },
    ]);
  });

  it('warn of an endpoint that is not there', () => {
    expect(warningsOf(file({ name: 'a', only_on: ['gpu-3'] }))).toEqual(['no endpoint is named "gpu-3"']);
  });
});
