import { connect } from 'node:net';
import { HttpReader } from './http-reader.js';

/** What came back for bytes on a socket. */
export interface RawAnswer {
  /** 0 = no answer at all. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Did the other side close the connection by itself? */
  readonly closed: boolean;
}

const LIMIT_MS = 5_000;

/** Sends these bytes as they are and reads one answer, or what there is of it. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let body = '';
    const reader = new HttpReader((text) => (body += text));
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    const done = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ status: reader.status, headers: reader.headers, body, closed });
    };
    const timer = setTimeout(() => done(false), LIMIT_MS);
    socket.on('error', () => undefined);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (text: string) => {
      reader.push(text);
      if (reader.finished && reader.headers.get('connection') !== 'close') done(false);
    });
    socket.on('close', () => done(true));
  });
}
