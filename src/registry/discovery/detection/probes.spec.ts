import type { Endpoint } from '../../../core/endpoint.js';
import { summaryOf } from '../discovery-failure.js';
import type { Answer } from '../lists/index.js';
import { Probes } from './probes.js';

const answer = (status: number, text = ''): Answer => ({ status, headers: {}, body: Buffer.from(text) });
const probes = (look: (url: string, of: Endpoint, signal: AbortSignal) => Promise<Answer>): Probes =>
  new Probes({ look }, {} as Endpoint, new AbortController().signal);

describe('Probes', () => {
  it('asks every question once, also at the same time', async () => {
    const look = jest.fn(() => Promise.resolve(answer(200, '{"a":1}')));
    const asked = probes(look);
    const [first, second] = await Promise.all([asked.get('u'), asked.get('u')]);
    expect(first).toBe(second);
    expect(first.json).toEqual({ a: 1 });
    expect(look).toHaveBeenCalledTimes(1);
  });

  it.each(['', 'text', '[1]', 'null', '{"a":'])('sees no object in %j', async (text) => {
    const { json } = await probes(() => Promise.resolve(answer(200, text))).get('u');
    expect(json).toBeUndefined();
  });

  it('takes another status than 200 for a failure', async () => {
    const { failure } = await probes(() => Promise.resolve(answer(401))).get('u');
    expect(failure!.status).toBe(401);
  });

  it('waits five seconds for an answer and no longer', async () => {
    jest.useFakeTimers();
    const silent = (_url: string, _of: Endpoint, signal: AbortSignal): Promise<Answer> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const waiting = probes(silent).get('u');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(summaryOf((await waiting).failure)).toBe('connection timeout');
    jest.useRealTimers();
  });
});
