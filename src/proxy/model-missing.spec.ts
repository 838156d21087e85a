import { readFileSync } from 'node:fs';
import { MissingModels, saysModelMissing } from './model-missing.js';

const recorded = (name: string): Buffer => readFileSync(`test/fixtures/proxy/${name}.json`);

describe('saysModelMissing', () => {
  it.each([
    ['ollama.error', 'no-such-model'],
    ['vllm.error', 'no-such-model'],
    ['sglang.error', 'x'],
    ['openai-compatible.error', 'x'],
  ])('hears it in %s', (name, model) => {
    expect(saysModelMissing(404, recorded(name), model)).toBe(true);
  });

  it.each([
    ['Ollama, formerly', 404, '{"error":"model \\"x:7b\\" not found, try pulling it first"}'],
    [
      'Ollama on /v1',
      404,
      '{"error":{"message":"model \'x:7b\' not found","type":"not_found_error","code":null}}',
    ],
    ['Ollama without a name', 404, '{"error":"model not found"}'],
    [
      'llama.cpp as a router',
      404,
      '{"error":{"code":404,"message":"model \'x:7b\' not found","type":"not_found_error"}}',
    ],
    ['llama.cpp as a router, formerly', 400, '{"error":{"code":400,"message":"model \'x:7b\' not found"}}'],
    [
      'LM Studio',
      400,
      '{"error":{"message":"Invalid model identifier \\"x:7b\\". Please specify a valid downloaded model.","param":"model"}}',
    ],
    ['LM Studio by its code', 404, '{"error":{"message":"No such thing","code":"model_not_found"}}'],
    ['LMDeploy', 404, '{"object":"error","message":"The model \'x:7b\' does not exist.","code":404}'],
    ['LiteLLM', 400, '{"error":{"message":"Invalid model name passed in model=x:7b. Call `/v1/models`"}}'],
    [
      'an Anthropic server',
      404,
      '{"type":"error","error":{"type":"not_found_error","message":"model: x:7b"}}',
    ],
    ['a server that adds more', 404, '{"detail":"Model x:7b is not found. Available: a, b"}'],
  ])('hears it from %s', (_who, status, body) => {
    expect(saysModelMissing(status, body, 'X:7B')).toBe(true);
    expect(saysModelMissing(status, Buffer.from(body), 'x:7b')).toBe(true);
  });

  it.each([
    ['another status', 500, '{"error":"model \'x\' not found"}'],
    ['a good answer', 200, '{"model":"x","content":"model not found"}'],
    ['a path that is missing', 404, '404 page not found'],
    ['a path with the name in it', 404, '{"error":"/v1/models/x not found"}'],
    ['another model', 404, '{"error":"model \'xy\' not found"}'],
    ['a model that cannot be loaded', 404, '{"error":"Failed to load model \\"x\\". Not enough memory"}'],
    [
      'something of the model that is missing',
      404,
      '{"error":"The adapter \'a\' of model \'x\' was removed; file not found"}',
    ],
    [
      'something else that is not found',
      404,
      '{"type":"error","error":{"type":"not_found_error","message":"model: x lacks tool y"}}',
    ],
    ['a request that is wrong', 400, '{"error":{"message":"model x: temperature must be positive"}}'],
    ['nothing', 404, ''],
  ])('does not hear it in %s', (_what, status, body) => {
    expect(saysModelMissing(status, body, 'x')).toBe(false);
  });

  it.each(['lm-studio.error', 'lmdeploy.error', 'litellm.error', 'llamacpp.not-supported'])(
    'does not hear it in %s',
    (name) => {
      expect(saysModelMissing(404, recorded(name), 'x')).toBe(false);
      expect(saysModelMissing(400, recorded(name), 'x')).toBe(false);
    },
  );

  it('says nothing of a request that named no model', () => {
    expect(saysModelMissing(404, '{"error":"model not found"}', '')).toBe(false);
  });
});

describe('MissingModels', () => {
  const MINUTE = 60_000;

  it('believes the third denial in a row', () => {
    const missing = new MissingModels();
    expect([1, 2, 3].map((now) => missing.note('http://a', 'm', now))).toEqual([false, false, true]);
  });

  it('counts each endpoint and model by itself, whatever the letter case of the name', () => {
    const missing = new MissingModels();
    missing.note('http://a', 'm', 1);
    missing.note('http://a', 'M', 2);
    expect(missing.note('http://b', 'm', 3)).toBe(false);
    expect(missing.note('http://a', 'n', 3)).toBe(false);
    expect(missing.note('http://a', 'm', 3)).toBe(true);
  });

  it('starts anew after a good answer', () => {
    const missing = new MissingModels();
    missing.clear('http://a', 'm');
    missing.note('http://a', 'm', 1);
    missing.note('http://a', 'm', 2);
    missing.clear('http://a', 'm');
    expect(missing.note('http://a', 'm', 3)).toBe(false);
  });

  it('forgets a denial after ten minutes', () => {
    const missing = new MissingModels();
    missing.note('http://a', 'm', 0);
    missing.note('http://a', 'm', 9 * MINUTE);
    expect(missing.note('http://a', 'm', 10 * MINUTE)).toBe(false);
    expect(missing.note('http://a', 'm', 11 * MINUTE)).toBe(true);
  });

  it('does not settle a pair again within a minute', () => {
    const missing = new MissingModels();
    for (const now of [1, 2, 3]) missing.note('http://a', 'm', now);
    expect([5, 6, 7].map((now) => missing.note('http://a', 'm', now))).toEqual([false, false, false]);
    const later = [1, 2, 3].map((now) => missing.note('http://a', 'm', now + 2 * MINUTE));
    expect(later).toEqual([false, false, true]);
  });

  it('remembers a thousand pairs and lets go of the ones heard of longest ago', () => {
    const missing = new MissingModels();
    missing.note('http://a', 'old', 0);
    missing.note('http://a', 'old', 1);
    missing.note('http://a', 'm0', 2);
    missing.note('http://a', 'm0', 3);
    for (let at = 1; at < 999; at++) missing.note('http://a', `m${at}`, 4);
    missing.note('http://a', 'new', 5);
    expect(missing.note('http://a', 'm0', 6)).toBe(true);
    expect(missing.note('http://a', 'old', 6)).toBe(false);
  });
});
