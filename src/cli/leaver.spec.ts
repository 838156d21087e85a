import { setImmediate as turn } from 'node:timers/promises';
import { Leaver } from './leaver.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

describe('Leaver', () => {
  const exits: (number | undefined)[] = [];
  const said: unknown[][] = [];
  const note = (...words: unknown[]): void => void said.push(words);
  const log = { debug: note, info: note, warn: note, error: note };
  const known = SIGNALS.map((signal) => process.listeners(signal));
  let leaver: Leaver;

  beforeEach(() => {
    exits.length = said.length = 0;
    jest
      .spyOn(process, 'exit')
      .mockImplementation(((code?: number) => void exits.push(code)) as typeof process.exit);
    leaver = new Leaver();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    for (const [at, signal] of SIGNALS.entries()) {
      for (const listener of process.listeners(signal)) {
        if (!known[at]!.includes(listener)) process.off(signal, listener);
      }
    }
  });

  it('ends at once while nothing runs yet', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    await turn();
    expect(exits).toEqual([0]);
  });

  it('lets what runs come to its end, and says so', async () => {
    let done!: () => void;
    leaver.log = log;
    leaver.stop = () => new Promise<void>((resolve) => (done = resolve));
    process.emit('SIGINT', 'SIGINT');
    await turn();
    expect([exits, said]).toEqual([[], [['Shutdown signal received', { signal: 'interrupt' }]]]);
    done();
    await turn();
    expect(exits).toEqual([0]);
    expect(said.slice(1)).toEqual([
      ['Cleaned up', { duration: { ms: expect.any(Number) } }],
      ['Olla has shutdown', { uptime: expect.stringMatching(/^(\d+h)?(\d+m)?\d+s$/) }],
    ]);
  });

  it('tells the figures after the stop and closes the log last of all', async () => {
    const order: string[] = [];
    leaver.log = { ...log, info: (message: string) => void order.push(message) };
    leaver.stop = () => Promise.resolve(order.push('stop'));
    leaver.figures = () => Promise.resolve(void order.push('figures'));
    leaver.close = () => Promise.resolve(void order.push('close'));
    process.emit('SIGTERM', 'SIGTERM');
    await turn();
    expect(order).toEqual([
      'Shutdown signal received',
      'stop',
      'figures',
      'Cleaned up',
      'Olla has shutdown',
      'close',
    ]);
    expect(exits).toEqual([0]);
  });

  it.each([
    [2, 130],
    [0, 0],
  ])(
    'does not wait any longer at the second signal: %i requests cut off, exit code %i',
    async (active, code) => {
      leaver.stop = () => new Promise<void>(() => undefined);
      leaver.active = () => active;
      process.emit('SIGTERM', 'SIGTERM');
      process.emit('SIGINT', 'SIGINT');
      await turn();
      expect(exits).toEqual([code]);
    },
  );

  it('ends with 0 though stopping failed', async () => {
    leaver.log = log;
    leaver.stop = () => Promise.reject(new Error('no'));
    leaver.figures = () => Promise.reject(new Error('none'));
    process.emit('SIGTERM', 'SIGTERM');
    await turn();
    expect(exits).toEqual([0]);
    expect(said).toContainEqual(['Stopping went wrong', { error: 'Error: no' }]);
    expect(said).toContainEqual(['Figures could not be told', { error: 'Error: none' }]);
  });

  it('stays at SIGHUP, and hands it on', () => {
    process.emit('SIGHUP', 'SIGHUP');
    const heard = jest.fn();
    leaver.log = log;
    leaver.onHangup = heard;
    process.emit('SIGHUP', 'SIGHUP');
    expect(heard).toHaveBeenCalledTimes(1);
    expect(said).toEqual([['Reload signal received', { signal: 'hangup' }]]);
    expect(exits).toEqual([]);
  });

  it('ends with 1 when the listener has died, after an orderly stop', async () => {
    leaver.log = log;
    const stop = jest.fn(() => Promise.resolve());
    leaver.stop = stop;
    const error = new Error('EBADF');
    await leaver.listenerDied(error);
    await leaver.listenerDied(error);
    expect(stop).toHaveBeenCalledTimes(1);
    expect(said[0]).toEqual(['HTTP server error', { error }]);
    expect(exits).toEqual([1]);
  });
});
