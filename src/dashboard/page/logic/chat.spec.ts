import { chatPiece, EventSplitter } from './chat.js';

describe('a streamed chat answer', () => {
  it('is read however its bytes were cut', () => {
    const splitter = new EventSplitter();
    expect(splitter.add('data: {"a"')).toEqual([]);
    expect(splitter.add(':1}\r\n\r\n: a comment\n\ndata: [DO')).toEqual(['{"a":1}']);
    expect(splitter.add('NE]\n\n')).toEqual(['[DONE]']);
  });

  it('tells text, thoughts, the reason for its end and its tokens', () => {
    expect(chatPiece('{"choices":[{"delta":{"content":"Hi"}}]}')).toEqual({ text: 'Hi' });
    expect(chatPiece('{"choices":[{"delta":{"reasoning_content":"hm"}}]}')).toEqual({ thought: 'hm' });
    expect(chatPiece('{"choices":[{"delta":{},"finish_reason":"stop"}]}')).toEqual({ finish: 'stop' });
    expect(chatPiece('{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9}}')).toEqual({
      tokensIn: 3,
      tokensOut: 9,
    });
  });

  it('tells of an error inside the stream, and of nothing that makes no sense', () => {
    expect(chatPiece('{"error":{"message":"the backend went away"}}')).toEqual({
      error: 'the backend went away',
    });
    expect(chatPiece('[DONE]')).toBeUndefined();
    expect(chatPiece('{')).toBeUndefined();
  });
});
