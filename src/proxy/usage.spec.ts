import { Tail } from '../core/tail.js';
import { usageOf } from './usage.js';

function usage(...pieces: string[]) {
  const tail = new Tail();
  for (const piece of pieces) tail.push(Buffer.from(piece));
  return usageOf(tail);
}

describe('usageOf', () => {
  it('reads the usage object of an OpenAI answer', () => {
    const body =
      '{"id":"c","model":"m1","choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],' +
      '"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}';
    expect(usage(body)).toEqual({
      inputTokens: 3,
      outputTokens: 5,
      totalTokens: 8,
      model: 'm1',
      finishReason: 'stop',
    });
  });

  it('reads it from the last event of a stream', () => {
    const last = 'data: {"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';
    expect(usage('data: {}\n\n', last, 'data: [DONE]\n\n')).toMatchObject({ inputTokens: 1, totalTokens: 3 });
  });

  it("reads Ollama's counters", () => {
    const line =
      '{"model":"llama3","done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":290}\n';
    expect(usage(line)).toMatchObject({ inputTokens: 26, outputTokens: 290, totalTokens: 316 });
  });

  it.each(['', 'no json at all', '{"a":1}'])('says nothing of %j', (text) =>
    expect(usage(text)).toBeUndefined(),
  );
});
