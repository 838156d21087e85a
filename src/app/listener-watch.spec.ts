import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { watchListener } from './listener-watch.js';

describe('a listener that is watched', () => {
  const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const died = jest.fn();
  let server: Server;
  let end: () => void;

  beforeEach(async () => {
    jest.clearAllMocks();
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    end = watchListener(server, log, died);
  });
  afterEach(() => {
    end();
    server.close();
  });

  it('is dead once it listens no more', async () => {
    server.close();
    await once(server, 'close');
    expect(died).toHaveBeenCalledWith(new Error('the listener was closed'));
  });

  it('survives an error of a single connection', () => {
    server.emit('error', new Error('accept EMFILE'));
    expect(died).not.toHaveBeenCalled();
    expect(log.warn).toHaveBeenCalledWith('HTTP server error, still listening', {
      error: new Error('accept EMFILE'),
    });
  });

  it('dies of an error that has ended it, once', async () => {
    server.close();
    server.emit('error', new Error('EBADF'));
    await once(server, 'close');
    expect(died.mock.calls).toEqual([[new Error('EBADF')]]);
  });

  it('is not missed when it was closed on purpose', async () => {
    end();
    server.close();
    await once(server, 'close');
    expect(died).not.toHaveBeenCalled();
  });
});
