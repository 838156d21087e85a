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
    expect(said[1]).toEqual(['Olla has shutdown', { uptime: expect.stringMatching(/^(\d+h)?(\d+m)?\d+s$/) }]);
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

  it('ends with 0 though stopping failed, and stays at SIGHUP', async () => {
    leaver.log = log;
    process.emit('SIGHUP', 'SIGHUP');
    expect(exits).toEqual([]);
    leaver.stop = () => Promise.reject(new Error('no'));
    process.emit('SIGTERM', 'SIGTERM');
    await turn();
    expect(exits).toEqual([0]);
    expect(said).toContainEqual(['Stopping went wrong', { error: 'Error: no' }]);
  });
});
