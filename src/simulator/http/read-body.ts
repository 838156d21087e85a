import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 64 * 1024 * 1024;

/** The whole body as text; undefined when the client left before its end or sent too much. */
export function readBody(request: IncomingMessage, then: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let told = false;
  const tell = (body: string | undefined): void => {
    if (told) return;
    told = true;
    then(body);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BYTES) {
      request.destroy();
      return;
    }
    chunks.push(chunk);
  });
  request.on('end', () =>
    tell(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()),
  );
  request.on('close', () => tell(undefined));
  request.on('error', () => tell(undefined));
}
