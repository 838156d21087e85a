import { readFileSync } from 'node:fs';
import { saysLoading } from './loading-answer.js';

describe('saysLoading', () => {
  it('knows the words of llama.cpp', () => {
    expect(saysLoading(readFileSync('test/fixtures/load-state/llamacpp.health-loading.json', 'utf8'))).toBe(
      true,
    );
  });

  it.each([
    '',
    'Loading model',
    'null',
    '[]',
    '{"error":"Loading model"}',
    '{"error":null}',
    '{"error":{"message":7}}',
    '{"error":{"message":"Loading model failed"}}',
    '{"message":"Loading model"}',
    '{"error":{"message":"Loading model"',
  ])('takes %p for nothing of the kind', (body) => {
    expect(saysLoading(body)).toBe(false);
  });
});
