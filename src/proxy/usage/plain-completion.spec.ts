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
const figures = (of: object) => plainFigures({ ...of }, new Set(['model', 'metrics']));

describe('the figures of a plain completion', () => {
  it('are those that all have', () => {
    expect(figures(answer)).toEqual({ ...told, totalTokens: 9 });
    expect(figures({ ...answer, usage: { prompt_tokens: 3, completion_tokens: 5 } })).toEqual({
      ...told,
      totalTokens: 8,
    });
  });

  it.each<[string, object]>([
    ['has figures elsewhere', { ...answer, timings: { predicted_n: 7 } }],
    ['has figures where a profile looks', { ...answer, metrics: {} }],
    ['is inside of an event', { response: answer }],
    ['has no usage', { ...answer, usage: undefined }],
    ['has a usage of nothing', { ...answer, usage: null }],
    ['gives no reason', { ...answer, choices: [{ finish_reason: null }] }],
    ['has no choices', { ...answer, choices: [] }],
    ['names no model', { ...answer, model: '' }],
    ['tells more', { ...answer, usage: { prompt_tokens: 3, prompt_tokens_details: { cached_tokens: 2 } } }],
    ['has odd numbers', { ...answer, usage: { prompt_tokens: -1 } }],
    ['has no numbers', { ...answer, usage: { completion_tokens: '5' } }],
  ])('are left to those who look closer when it %s', (_, odd) => expect(figures(odd)).toBeUndefined());
});
