import { once } from 'node:events';
import { createServer } from 'node:http';
import { drain, turnAway } from './shutdown.js';

const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };

describe('turning requests away', () => {
  beforeEach(() => jest.clearAllMocks());

  it('takes no time unless it is asked to', async () => {
    const readiness = { drain: jest.fn() };
    await turnAway(readiness, 0, log);
    expect(readiness.drain).toHaveBeenCalledTimes(1);
    expect(log.info).not.toHaveBeenCalled();
  });

  it('is announced first, and then waits for balancers to notice', async () => {
    const readiness = { drain: jest.fn() };
    const began = performance.now();
    const going = turnAway(readiness, 60, log);
    expect(readiness.drain).toHaveBeenCalledTimes(1);
    await going;
    expect(performance.now() - began).toBeGreaterThan(55);
  });
});

describe('draining', () => {
  const listening = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  it('waits for what is under way', async () => {
    const server = await listening();
    let active = 1;
    const cutAll = jest.fn();
    setTimeout(() => (active = 0), 60);
    expect(await drain({ server, active: () => active, cutAll }, 5_000)).toBe(0);
    expect(cutAll).not.toHaveBeenCalled();
    expect(server.listening).toBe(false);
  });

  it('cuts what lasts longer than its time', async () => {
    const server = await listening();
    const cutAll = jest.fn();
    expect(await drain({ server, active: () => 2, cutAll }, 50)).toBe(2);
    expect(cutAll).toHaveBeenCalledTimes(1);
  });
});
