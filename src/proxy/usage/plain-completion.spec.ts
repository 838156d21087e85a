import { lookout, plainCompletion } from './plain-completion.js';

const others = lookout(new Set(['model', 'choices', 'usage', 'metrics']));
const of = (answer: object | string): unknown =>
  plainCompletion(Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)), others);

const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'llama3.2:3b',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 2 } },
};
const { model, usage } = answer;

describe('a plain completion', () => {
  it('tells its figures without being built', () => {
    expect(of(answer)).toEqual({ model, choices: [{ finish_reason: 'stop' }], usage });
    expect(of({ ...answer, system_fingerprint: null })).toMatchObject({ usage });
  });

  it('is not mistaken in what somebody wrote', () => {
    const content = '{"model":"evil","finish_reason":"evil","usage":{"prompt_tokens":999}}';
    const choices = [{ message: { content, tool_calls: [{ arguments: content }] }, finish_reason: 'stop' }];
    expect(of({ ...answer, choices })).toEqual({ model, choices: [{ finish_reason: 'stop' }], usage });
  });

  it.each<[string, object | string]>([
    ['has figures elsewhere', { ...answer, timings: { predicted_n: 7 } }],
    ['has figures where a profile looks', { ...answer, metrics: {} }],
    ['is inside of an event', { response: answer }],
    ['has no usage', { ...answer, usage: undefined }],
    ['has a usage of nothing', { ...answer, usage: null }],
    ['gives no reason', { ...answer, choices: [{ finish_reason: null }] }],
    ['is of a model with an odd name', { ...answer, model: 'modèle' }],
    ['is of a model with an escaped name', { ...answer, model: 'a\\b' }],
    ['is written with blanks', JSON.stringify(answer, null, 1)],
    ['breaks off', JSON.stringify(answer).slice(0, -20)],
    ['is broken', JSON.stringify(answer).replace('"prompt_tokens":3', '"prompt_tokens":x')],
  ])('is in doubt when it %s', (_, odd) => expect(of(odd)).toBeUndefined());
});
