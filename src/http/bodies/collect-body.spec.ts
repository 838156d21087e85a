import { PassThrough } from 'node:stream';
import { collectBody } from './collect-body.js';

function reading(limit: number) {
  const payload = new PassThrough();
  const done = jest.fn();
  collectBody(payload, limit, done);
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { payload, done, settled };
}

describe('collectBody', () => {
  it('puts the pieces together', async () => {
    const { payload, done, settled } = reading(4);
    payload.write('ab');
    payload.end('cd');
    await settled();
    expect(done).toHaveBeenCalledTimes(1);
    expect(done).toHaveBeenCalledWith(undefined, Buffer.from('abcd'));
  });

  it('gives an empty body as such', async () => {
    const { payload, done, settled } = reading(4);
    payload.end();
    await settled();
    expect(done).toHaveBeenCalledWith(undefined, Buffer.alloc(0));
  });

  it('stops at the limit and lets the rest go by', async () => {
    const { payload, done, settled } = reading(3);
    payload.write('abcd');
    payload.end('e'.repeat(100_000));
    await settled();
    expect(done).toHaveBeenCalledTimes(1);
    expect(done).toHaveBeenCalledWith('too_large', Buffer.alloc(0));
    expect(payload.readableEnded).toBe(true);
  });

  it('tells a body that breaks off', async () => {
    const { payload, done, settled } = reading(10);
    payload.write('ab');
    payload.destroy(new Error('aborted'));
    await settled();
    expect(done).toHaveBeenCalledTimes(1);
    expect(done).toHaveBeenCalledWith('cut', Buffer.alloc(0));
  });
});
