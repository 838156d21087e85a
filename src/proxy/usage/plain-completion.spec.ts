import { plainFigures } from './plain-completion.js';

const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'llama3.2:3b',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 9, prompt_tokens_details: null },
};
const told = {
  model: 'llama3.2:3b',
  finishReason: 'stop',
  isComplete: true,
  inputTokens: 3,
  outputTokens: 5,
};
const read = (text: string) => plainFigures(text, new Set(['model', 'metrics']));
const figures = (of: object) => read(JSON.stringify(of));

describe('the figures of a plain completion', () => {
  it('are those that all have', () => {
    expect(figures(answer)).toEqual({ ...told, totalTokens: 9 });
    expect(figures({ ...answer, usage: { prompt_tokens: 3, completion_tokens: 5 } })).toEqual({
      ...told,
      totalTokens: 8,
    });
  });

  it('are found however the document is written', () => {
    const told9 = { ...told, totalTokens: 9 };
    expect(read(JSON.stringify(answer, null, 2))).toEqual(told9);
    expect(read(` ${JSON.stringify(answer)}`)).toBeUndefined();
    expect(read(`${JSON.stringify(answer)}\n`)).toEqual(told9);
    const tricky = {
      index: 0,
      message: { content: '"}],\\"usage":{"x":1}\\' },
      logprobs: [{}, [1]],
      finish_reason: 'stop',
    };
    expect(figures({ ...answer, choices: [tricky, { finish_reason: 'length' }] })).toEqual(told9);
    expect(figures({ ...answer, created: -1.5e3, system_fingerprint: null, id: 'é"' })).toEqual(told9);
  });

  it('are left to those who look closer when the document is none, or more than one', () => {
    const text = JSON.stringify(answer);
    for (const odd of [
      '',
      '{',
      '{}',
      '[]',
      `[${text}]`,
      `${text}${text}`,
      text.slice(0, -1),
      text.slice(0, 90),
    ])
      expect(read(odd)).toBeUndefined();
    for (let length = 0; length < text.length; length++) expect(read(text.slice(0, length))).toBeUndefined();
  });

  it.each<[string, object]>([
    ['has figures elsewhere', { ...answer, timings: { predicted_n: 7 } }],
    ['has figures where a profile looks', { ...answer, metrics: {} }],
    ['is inside of an event', { response: answer }],
    ['has no usage', { ...answer, usage: undefined }],
    ['has a usage of nothing', { ...answer, usage: null }],
    ['gives no reason', { ...answer, choices: [{ finish_reason: null }] }],
    ['has no choices', { ...answer, choices: [] }],
    ['has a name to be decoded', { ...answer, model: 'llamä' }],
    ['has an escaped name', { ...answer, model: 'a\\b' }],
    ['has a name that is too long', { ...answer, model: 'a'.repeat(257) }],
    ['names no model', { ...answer, model: '' }],
    ['tells more', { ...answer, usage: { prompt_tokens: 3, prompt_tokens_details: { cached_tokens: 2 } } }],
    ['has parts of numbers', { ...answer, usage: { prompt_tokens: 1.5 } }],
    ['has large numbers', { ...answer, usage: { prompt_tokens: 2 ** 31 } }],
    ['has odd numbers', { ...answer, usage: { prompt_tokens: -1 } }],
    ['has no numbers', { ...answer, usage: { completion_tokens: '5' } }],
  ])('are left to those who look closer when it %s', (_, odd) => expect(figures(odd)).toBeUndefined());
});
