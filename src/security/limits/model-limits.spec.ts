import { exchange } from '../../../test/support/builders.js';
import { LimitsConfig, LiveLimitsConfig, type ModelLimitConfig } from '../../config/index.js';
import { RateLimitedError } from '../../core/client-errors.js';
import { Violations } from '../violations.js';
import { LimitsView } from './limits-view.js';
import { ModelLimits } from './model-limits.js';

class Limits extends LiveLimitsConfig {}

const rules = (...models: (Partial<ModelLimitConfig> & { model: string })[]): LimitsConfig =>
  Object.assign(new LimitsConfig(), {
    models: models.map((rule) => ({
      maxConcurrent: 0,
      requestsPerMinute: 0,
      tokensPerMinute: 0,
      ...rule,
    })),
  });

function setup(...models: Parameters<typeof rules>) {
  const live = new Limits(rules(...models));
  const view = new LimitsView();
  const violations = new Violations();
  const limits = new ModelLimits(live, view, violations);
  const directory = { knows: (name: string) => !name.startsWith('invented') };
  const enter = (model: string) => limits.enter(exchange({ model }), directory);
  const refusal = (model: string): RateLimitedError | undefined => {
    try {
      enter(model);
      return undefined;
    } catch (error) {
      if (error instanceof RateLimitedError) return error;
      throw error;
    }
  };
  return { live, view, violations, limits, directory, enter, refusal };
}

describe('ModelLimits', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_760_000_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it('is of no concern to requests without a model and to models without a limit', () => {
    const { enter, view } = setup({ model: 'big*', maxConcurrent: 1 });
    expect([enter(''), enter('small'), setup().enter('big')]).toEqual([undefined, undefined, undefined]);
    expect(view.view().models).toEqual([]);
  });

  it('lets so many requests be under way at once', () => {
    const { enter, refusal } = setup({ model: 'big', maxConcurrent: 2 });
    const [first] = [enter('big'), enter('big')];
    expect(refusal('big')).toMatchObject({
      status: 429,
      retryAfterSeconds: 1,
      message: "The limit of 2 requests at once for the model 'big' is used up",
    });
    first!.leave();
    expect(refusal('big')).toBeUndefined();
  });

  it('counts requests per minute', () => {
    const { refusal, violations } = setup({ model: '*', requestsPerMinute: 3 });
    for (let i = 0; i < 3; i++) expect(refusal('a')).toBeUndefined();
    expect(refusal('a')).toMatchObject({ retryAfterSeconds: 20 });
    expect(violations.counts()).toMatchObject({ rateLimits: 1 });
    jest.advanceTimersByTime(20_000);
    expect(refusal('a')).toBeUndefined();
  });

  it('does not let a request in for which only one of its limits has room', () => {
    const { enter, refusal, view } = setup({ model: 'a', maxConcurrent: 1, requestsPerMinute: 5 });
    const use = enter('a');
    for (let i = 0; i < 3; i++) expect(refusal('a')).toBeDefined();
    use!.leave();
    expect(view.one('models', 'a')?.gauges).toMatchObject([
      { limit: 'max_concurrent', used: 0, remaining: 1, resetsAt: 0 },
      { limit: 'requests_per_minute', used: 1, remaining: 4 },
    ]);
  });

  it('counts tokens after the fact', () => {
    const { limits, refusal } = setup({ model: 'a', tokensPerMinute: 60 });
    expect(refusal('a')).toBeUndefined();
    limits.tokenMeter('a')!.countTokens(90, Date.now());
    expect(refusal('a')).toMatchObject({
      retryAfterSeconds: 31,
      message: "The limit of 60 tokens per minute for the model 'a' is used up",
    });
    expect(limits.tokenMeter('b')).toBeUndefined();
  });

  it('goes by the first pattern that fits, and counts each name by itself', () => {
    const { refusal } = setup(
      { model: 'llama*', requestsPerMinute: 1 },
      { model: '*', requestsPerMinute: 2 },
    );
    expect(['llama-a', 'llama-a', 'llama-b', 'qwen', 'qwen', 'qwen'].map((name) => !refusal(name))).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('takes a name and the same with the tag latest for one model', () => {
    for (const model of ['llama3', 'llama3:latest', 'LLAMA3*']) {
      const { refusal } = setup({ model, requestsPerMinute: 1 });
      expect([refusal('llama3'), refusal('llama3:latest')]).toEqual([undefined, expect.anything()]);
    }
    const { refusal } = setup({ model: '*:latest', requestsPerMinute: 1 });
    expect([refusal('a:8b'), refusal('a:8b'), refusal('a'), refusal('a')].map(Boolean)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('counts names that clients invent together, and opens no count for them', () => {
    const { refusal, view } = setup({ model: '*', requestsPerMinute: 2 });
    expect(['invented-1', 'invented-2', 'invented-3', 'real'].map((name) => !refusal(name))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(view.view().models.map(({ key }) => key)).toEqual(['*', 'real']);
  });

  it('finds the tokens of invented names, too', () => {
    const { limits, refusal } = setup({ model: '*', tokensPerMinute: 10 });
    refusal('invented-1');
    limits.tokenMeter('invented-1')!.countTokens(20, Date.now());
    expect(refusal('invented-2')).toBeDefined();
  });

  it('adds its fields to the answer', () => {
    const { limits, directory } = setup({ model: 'a', requestsPerMinute: 10, tokensPerMinute: 50 });
    const made = exchange({ model: 'a' });
    limits.enter(made, directory);
    expect(made.replyHeaders).toEqual([
      'RateLimit-Policy',
      '"model";q=10;w=60, "model-tokens";q=50;w=60;qu="tokens"',
      'RateLimit',
      '"model";r=9;t=6, "model-tokens";r=50;t=0',
    ]);
  });

  it('keeps counts when the configuration changes, and forgets what is limited no more', () => {
    const { live, enter, refusal, view } = setup({ model: 'a*', requestsPerMinute: 1, maxConcurrent: 2 });
    const use = enter('a');
    live.set(rules({ model: 'a', maxConcurrent: 1 }));
    expect(refusal('a')?.message).toContain('1 request at once');
    use!.leave();
    expect(refusal('a')).toBeUndefined();
    live.set(rules({ model: 'b', requestsPerMinute: 1 }));
    expect(view.view().models).toEqual([]);
  });

  it('goes on by the first pattern that fits when the configuration changes', () => {
    const { live, refusal } = setup({ model: '*', requestsPerMinute: 1 });
    refusal('a');
    refusal('invented');
    live.set(rules({ model: 'a*', requestsPerMinute: 1 }, { model: 'a', requestsPerMinute: 90 }));
    jest.advanceTimersByTime(1_000);
    expect([refusal('a'), refusal('b'), refusal('invented')].map(Boolean)).toEqual([true, false, false]);
  });

  it('lets a model start anew, without losing sight of what is under way', () => {
    const { enter, refusal, view } = setup({ model: 'a', requestsPerMinute: 1, maxConcurrent: 2 });
    enter('a');
    expect(refusal('a')).toBeDefined();
    expect([view.reset('models', 'A'), view.reset('models', 'a')]).toEqual([0, 1]);
    expect(refusal('a')).toBeUndefined();
    expect(view.one('models', 'a')?.gauges[0]).toMatchObject({ limit: 'max_concurrent', used: 2 });
  });
});
