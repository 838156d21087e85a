import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Usage } from '../../core/outcome.js';
import { Tail } from '../../core/tail.js';
import { ProfileCatalogue } from '../../registry/index.js';
import { Extraction } from './extraction.js';
import { usageOf } from './usage-of.js';

interface Recorded {
  readonly file: string;
  readonly profile: string;
  readonly metrics: Readonly<Record<string, unknown>>;
}

const catalogue = new ProfileCatalogue();
const extractionOf = (profile: string): Extraction =>
  new Extraction(catalogue.byNameOrGeneric(profile)!.metrics);
const recorded = (file: string): Buffer => readFileSync(`test/fixtures/usage/${file}`);
const RECORDED = JSON.parse(recorded('metrics.cases.json').toString()) as Recorded[];

function tailOf(...pieces: (string | Buffer)[]): Tail {
  const tail = new Tail();
  for (const piece of pieces) tail.push(Buffer.from(piece));
  return tail;
}

/** The bytes in pieces of this size. */
const cut = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );

const read = (pieces: readonly (string | Buffer)[], { profile = 'openai-compatible', broken = false } = {}) =>
  usageOf(tailOf(...pieces), extractionOf(profile), broken);

/** As the recordings have it. */
const wire = (usage: Usage | undefined): Record<string, unknown> => ({
  ...(usage?.model && { model: usage.model }),
  ...(usage?.finishReason && { finish_reason: usage.finishReason }),
  ...(usage?.inputTokens && { input_tokens: usage.inputTokens }),
  ...(usage?.outputTokens && { output_tokens: usage.outputTokens }),
  ...(usage?.totalTokens && { total_tokens: usage.totalTokens }),
  ...(usage?.ttftMs && { ttft_ms: usage.ttftMs }),
  ...(usage?.totalMs && { total_ms: usage.totalMs }),
  ...(usage?.modelLoadMs && { model_load_ms: usage.modelLoadMs }),
  ...(usage?.promptMs && { prompt_ms: usage.promptMs }),
  ...(usage?.generationMs && { generation_ms: usage.generationMs }),
  ...(usage?.tokensPerSecond && { tokens_per_sec: Math.round(usage.tokensPerSecond * 1_000) / 1_000 }),
  ...(usage?.isComplete && { is_complete: true }),
});

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
const chunk = (more: object): string => event({ model: 'm', choices: [], ...more });
const ENDED = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const COUNTED = chunk({ usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 } });
const DONE = 'data: [DONE]\n\n';
const FILL = chunk({ choices: [{ index: 0, delta: { content: 'word '.repeat(40) }, finish_reason: null }] });
const stream = (...last: string[]): string[] => [...Array.from({ length: 200 }, () => FILL), ...last];

describe('usageOf a recorded answer', () => {
  it.each(RECORDED)('finds all figures of $file ($profile)', ({ file, profile, metrics }) => {
    expect(wire(read([recorded(file)], { profile }))).toEqual(metrics);
  });

  it.each(RECORDED.filter(({ file }) => !file.endsWith('.json')))(
    'finds them in $file ($profile) however it comes in pieces',
    ({ file, profile, metrics }) => {
      const bytes = recorded(file);
      const events = bytes.toString().split(/(?<=\n\r?\n)/);
      expect(wire(read(events, { profile }))).toEqual(metrics);
      for (const size of [200, 333, 700, 1_000, 65_536])
        expect(wire(read(cut(bytes, size), { profile }))).toEqual(metrics);
    },
  );

  it.each([
    [
      'openai-compatible.embeddings.json',
      { inputTokens: 5, totalTokens: 5, model: 'text-embedding-3-small' },
    ],
    ['openai-compatible.rerank.json', { totalTokens: 56, model: 'bge-reranker-v2-m3' }],
  ])('tells of %s what there is to tell', (file, expected) =>
    expect(read([recorded(file)])).toEqual(expected),
  );

  it('knows what the cache held', () => {
    expect(read([recorded('litellm.chat.sse')], { profile: 'litellm' })?.cachedTokens).toBe(100);
    expect(read([recorded('llamacpp.chat.sse')], { profile: 'llamacpp' })?.cachedTokens).toBe(12);
  });

  it('unpacks a small one that is compressed, and lets others be', () => {
    const packed = gzipSync(recorded('vllm.chat.json'));
    expect(read([packed], { profile: 'vllm' })).toEqual(
      read([recorded('vllm.chat.json')], { profile: 'vllm' }),
    );
    expect(read([packed.subarray(0, -9)])).toBeUndefined();
    expect(read([gzipSync('x'.repeat(100_000))])).toBeUndefined();
    expect(read([packed, ...Array.from({ length: 9 }, () => 'x')])).toBeUndefined();
  });
});

describe('usageOf a long stream', () => {
  const expected = {
    model: 'm',
    finishReason: 'stop',
    inputTokens: 3,
    outputTokens: 5,
    totalTokens: 8,
    isComplete: true,
  };

  it.each([
    ['reason, figures and end mark apart', stream(ENDED, COUNTED, DONE)],
    ['the figures without an end mark', stream(ENDED, COUNTED)],
    ['figures after which comments come', stream(ENDED, COUNTED, ': ping\n\n', ': ping\n\n', DONE)],
    [
      'lines as pieces of their own',
      stream(...[ENDED, COUNTED, DONE].flatMap((text) => text.split(/(?<=\n)/))),
    ],
    [
      'figures cut in the middle',
      stream(ENDED, COUNTED.slice(0, 60), COUNTED.slice(60, 80), COUNTED.slice(80), DONE),
    ],
    ['everything in one piece', [stream(ENDED, COUNTED, DONE).join('')]],
    [
      'figures in every chunk',
      stream(chunk({ usage: { prompt_tokens: 3, completion_tokens: 4 } }), ENDED, COUNTED, DONE),
    ],
  ])('finds %s', (_, pieces) => expect(read(pieces)).toEqual(expected));

  it('tells the reason alone when nobody asked for figures', () => {
    expect(read(stream(ENDED, DONE))).toEqual({ model: 'm', finishReason: 'stop', isComplete: true });
  });

  it('tells of Anthropic the input from its beginning and the output from its end', () => {
    const start = {
      model: 'claude',
      usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 1 },
    };
    const opening = `event: message_start\n${event({ type: 'message_start', message: start })}`;
    const text = event({
      type: 'content_block_delta',
      delta: { type: 'text_delta', text: 'word '.repeat(99) },
    });
    const closing = event({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 11 },
    });
    const middle = Array.from({ length: 50 }, () => text);
    const figures = {
      model: 'claude',
      finishReason: 'end_turn',
      inputTokens: 100,
      cachedTokens: 90,
      outputTokens: 11,
      totalTokens: 111,
      isComplete: true,
    };
    const end = event({ type: 'message_stop' });
    expect(read([opening, ...middle, closing, end])).toEqual(figures);
    expect(read([...opening.split(/(?<=\n)/), ...middle, closing, end])).toEqual(figures);
    expect(read([[opening, ...middle, closing, end].join('')])).toEqual(figures);
  });

  it('tells of the Responses API what its last event says, however long the text in it', () => {
    const usage = {
      input_tokens: 7,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 9,
      output_tokens_details: { reasoning_tokens: 6 },
      total_tokens: 16,
    };
    const output = (size: number) => [
      { type: 'message', content: [{ type: 'output_text', text: 'a'.repeat(size) }] },
    ];
    const response = (size: number) => ({
      ...{ id: 'r', object: 'response', status: 'completed', model: 'gpt', output: output(size) },
      ...{ usage, user: null, metadata: {} },
    });
    const figures = { inputTokens: 7, cachedTokens: 4, outputTokens: 9, reasoningTokens: 6, totalTokens: 16 };
    const opening = event({
      type: 'response.created',
      response: { model: 'gpt', status: 'in_progress', usage: null },
    });
    for (const size of [10, 5_000, 100_000]) {
      const last = `event: response.completed\n${event({ type: 'response.completed', response: response(size) })}`;
      const whole = { ...figures, model: 'gpt', finishReason: 'completed', isComplete: true };
      expect(read([opening, ...cut(Buffer.from(last), 16_000)])).toMatchObject(
        size < 100_000 ? whole : figures,
      );
      expect(read(cut(Buffer.from(JSON.stringify(response(size))), 65_536))).toMatchObject(whole);
    }
  });

  it("tells Ollama's figures behind the longest context", () => {
    const line = (more: object): string => `${JSON.stringify({ model: 'llama3', ...more })}\n`;
    const words = Array.from({ length: 60 }, () => line({ response: 'hello', done: false }));
    const context = Array.from({ length: 20_000 }, (_, at) => at);
    const last = line({
      ...{ response: '', done: true, done_reason: 'stop', context, total_duration: 9_000_000 },
      ...{ load_duration: 1_000_000, prompt_eval_count: 26, prompt_eval_duration: 2_000_000 },
      ...{ eval_count: 290, eval_duration: 4_000_000 },
    });
    const figures = { model: 'llama3', inputTokens: 26, outputTokens: 290, totalTokens: 316, totalMs: 9 };
    expect(read([...words, ...cut(Buffer.from(last), 65_536)], { profile: 'ollama' })).toMatchObject(figures);
  });

  it('tells what llama.cpp timed when it counts nothing else', () => {
    const timings = { cache_n: 12, prompt_n: 36, prompt_ms: 45.7, predicted_n: 80, predicted_ms: 1_600 };
    const ended = [{ delta: {}, finish_reason: 'length' }];
    expect(read(stream(chunk({ choices: ended, timings }), DONE), { profile: 'llamacpp' })).toMatchObject({
      ...{ inputTokens: 48, outputTokens: 80, cachedTokens: 12, promptMs: 45, generationMs: 1_600 },
      ...{ tokensPerSecond: 50, finishReason: 'length' },
    });
  });

  it("tells SGLang's and LM Studio's own", () => {
    const meta = {
      prompt_tokens: 3,
      completion_tokens: 5,
      cached_tokens: 2,
      finish_reason: { type: 'stop' },
      e2e_latency: 1.5,
    };
    expect(read([JSON.stringify({ text: 'x', meta_info: meta })], { profile: 'sglang' })).toMatchObject({
      ...{ inputTokens: 3, outputTokens: 5, cachedTokens: 2, finishReason: 'stop', totalMs: 1_500 },
    });
    const stats = {
      input_tokens: 3,
      total_output_tokens: 5,
      reasoning_output_tokens: 1,
      tokens_per_second: 9.5,
    };
    expect(read([JSON.stringify({ output: [], stats })], { profile: 'lm-studio' })).toMatchObject({
      ...{ inputTokens: 3, outputTokens: 5, reasoningTokens: 1, tokensPerSecond: 9.5 },
    });
  });
});

describe('usageOf a document of any size', () => {
  const answer = (size: number): string =>
    JSON.stringify({
      id: 'c',
      model: 'm',
      choices: [{ index: 0, message: { content: 'é"'.repeat(size / 4) }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
    });

  it.each([100, 6_000, 12_000, 40_000, 1_000_000])('finds the figures around %i bytes of text', (size) => {
    const expected = {
      model: 'm',
      finishReason: 'stop',
      inputTokens: 3,
      outputTokens: 5,
      totalTokens: 8,
      isComplete: true,
    };
    const indented = JSON.stringify(JSON.parse(answer(size)), null, 2);
    for (const text of [answer(size), indented])
      for (const pieces of [[text], cut(Buffer.from(text), 65_536), cut(Buffer.from(text), 1_448)])
        expect(read(pieces)).toEqual(expected);
  });

  it('finds those before and behind many numbers', () => {
    const embedding = Array.from({ length: 30_000 }, (_, at) => at / 7);
    const usage = { prompt_tokens: 5, total_tokens: 5 };
    const figures = { inputTokens: 5, totalTokens: 5, model: 'e' };
    const data = [{ embedding }];
    expect(read(cut(Buffer.from(JSON.stringify({ data, model: 'e', usage })), 65_536))).toEqual(figures);
    expect(read(cut(Buffer.from(JSON.stringify({ model: 'e', usage, data })), 65_536))).toEqual(figures);
  });
});

describe('usageOf what should not be believed', () => {
  const lie = '","usage":{"prompt_tokens":666,"completion_tokens":666},"finish_reason":"lie","x":{"a":"';
  const usage = { prompt_tokens: 3, completion_tokens: 5 };

  it.each([10, 3_000, 30_000])('believes no text of %i bytes, in a document', (size) => {
    const content = `${lie}${'x'.repeat(size)}${lie}`;
    const choices = [{ message: { content }, finish_reason: 'stop' }];
    for (const document of [{ choices, usage }, { usage, choices }, { choices }]) {
      const told = read(cut(Buffer.from(JSON.stringify(document)), 65_536));
      expect([3, undefined]).toContain(told?.inputTokens);
      expect(told?.finishReason).toBe('stop');
    }
  });

  it('believes no text in a stream, nor one that looks like an event', () => {
    const content = `${lie}\n\ndata: {"usage":{"prompt_tokens":666}}\n\n`;
    const said = chunk({ choices: [{ delta: { content }, finish_reason: null }] });
    expect(read(stream(said, ENDED, DONE))?.inputTokens).toBeUndefined();
    expect(read(stream(said, ENDED, COUNTED, said))?.inputTokens).toBe(3);
  });

  it('believes no arguments of a tool', () => {
    const message = {
      tool_calls: [{ function: { name: 'f', arguments: { usage: { prompt_tokens: 666 } } } }],
    };
    const line = { model: 'm', message, done: true, prompt_eval_count: 3, eval_count: 5 };
    expect(read([JSON.stringify(line)], { profile: 'ollama' })?.inputTokens).toBe(3);
  });

  it.each([
    ['negative', { prompt_tokens: -1, completion_tokens: -5 }],
    ['text', { prompt_tokens: '3', completion_tokens: '5' }],
    ['null', { prompt_tokens: null, completion_tokens: null }],
    ['a list', [1, 2]],
  ])('takes no figures that are %s', (_, told) => {
    expect(read([JSON.stringify({ usage: told })])).toBeUndefined();
  });

  it('keeps figures within bounds and takes no novel for a name', () => {
    const told = { model: 'x'.repeat(300), usage: { prompt_tokens: 1e18, completion_tokens: 1.9 } };
    expect(read([JSON.stringify(told)])).toMatchObject({ inputTokens: 2 ** 31 - 1, outputTokens: 1 });
    expect(read([JSON.stringify(told)])?.model).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['words', 'no json at all'],
    ['a list', '[{"usage":{"prompt_tokens":1}}]'],
    ['no figures', '{"a":1}'],
    ['half a document', '{"usage":{"prompt_tokens":1}'],
    ['bytes', '\u0000\u0001{"usage":{"prompt_tokens":1}}'],
    ['a member that reaches for more', '{"__proto__":{"usage":{"prompt_tokens":1}}}'],
    ['an event that is none', 'data: {"usage":\n\ndata: 7\n\ndata: null\n\n'],
  ])('says nothing of %s', (_, text) => expect(read([text])).toBeUndefined());

  it('is quick with what is made to be slow', () => {
    const deep = '{"response":'.repeat(1_300) + '1' + '}'.repeat(1_300);
    const quotes = `{"a":"${'\\"'.repeat(200_000)}","usage":{"prompt_tokens":3}}`;
    const before = performance.now();
    for (const text of [
      deep,
      deep.repeat(50),
      `data: ${deep}\n\n`.repeat(50),
      '\n'.repeat(50_000),
      quotes,
      '"'.repeat(90_000),
    ])
      read([text]);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

describe('usageOf an answer that was broken off', () => {
  const broken = (pieces: string[], profile = 'openai-compatible') => read(pieces, { profile, broken: true });

  it('tells the figures when they had come', () => {
    expect(broken(stream(ENDED, COUNTED))).toMatchObject({ inputTokens: 3, outputTokens: 5 });
    expect(broken([recorded('vllm.chat.json').toString()], 'vllm')).toMatchObject({ inputTokens: 31 });
  });

  it.each([
    ['none', stream()],
    ['half of them', stream(COUNTED.slice(0, 60))],
    ['those of an earlier moment', stream(chunk({ usage: { prompt_tokens: 3, completion_tokens: 1 } }))],
    [
      'the input alone',
      [event({ type: 'message_start', message: { usage: { input_tokens: 3, output_tokens: 1 } } })],
    ],
    ['half a document', ['{"usage":{"prompt_tokens":3},"choices":[{"finish_reason":"stop"}]']],
  ])('tells nothing when %s had come', (_, pieces) => expect(broken(pieces)).toBeUndefined());
});
