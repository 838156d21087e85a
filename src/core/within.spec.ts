import { TimeLimitError, within } from './within.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('within', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives what the work gives, and leaves no timer', async () => {
    await expect(within(100, new AbortController().signal, () => Promise.resolve(7))).resolves.toBe(7);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends when the time is up, even work that does not listen', async () => {
    const failure = within(100, new AbortController().signal, never).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(100);
    expect(await failure).toBeInstanceOf(TimeLimitError);
  });

  it('ends with the signal above it, whatever the work makes of that', async () => {
    const above = new AbortController();
    const running = within(100, above.signal, async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('something else');
    });
    above.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(within(100, above.signal, never)).rejects.toThrow('enough');
    expect(jest.getTimerCount()).toBe(0);
  });
});
