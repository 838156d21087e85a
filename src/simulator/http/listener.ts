import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that can be closed as a crash closes it, and opened again. */
export class Listener {
  private server: Server | undefined;
  /** Opening and closing wait for each other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: string,
    private readonly onRequest: RequestListener,
  ) {}

  get isOpen(): boolean {
    return this.server?.listening === true;
  }

  /** Listens; 0 takes a free port. Returns the port. */
  open(port: number): Promise<number> {
    return this.next(async () => {
      const server = (this.server ??= this.create());
      if (!server.listening) {
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen({ port, host: this.host, backlog: 1_024 }, () => {
            server.off('error', reject);
            resolve();
          });
        });
      }
      return (server.address() as AddressInfo).port;
    });
  }

  /** Refuses newcomers and lets those who are being served finish; they are cut off by `drop`. */
  closeDoor(): void {
    this.server?.close();
    this.server?.closeIdleConnections();
  }

  /** Closes the port and destroys every socket. */
  drop(): Promise<void> {
    return this.next(async () => {
      const { server } = this;
      this.server = undefined;
      if (!server) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    });
  }

  private create(): Server {
    const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, this.onRequest);
    server.on('clientError', (_error, socket) => socket.destroy());
    return server;
  }

  private next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.turn.then(step);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
