import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiagnosticPages } from './diagnostic-pages.js';
import { isLocalCaller } from './local-caller.js';
import { sendText } from './send-text.js';

const HOST = '127.0.0.1';
const PORT = 19_841;
const REQUEST_MS = 10_000;
const ROOT = '/debug/pprof/';

/** The open diagnostics listener. */
export interface Diagnostics {
  /** Address of the page that lists the others. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the diagnostics listener on the loopback address. It does not keep the process from ending.
 * @throws when the port is taken
 */
export async function openDiagnostics(port = PORT): Promise<Diagnostics> {
  const pages = new DiagnosticPages();
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      void answer(pages, request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  server.unref();
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${bound}${ROOT}`,
    close: async () => {
      pages.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  pages: DiagnosticPages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const page = pathname.startsWith(ROOT) ? pages.find(pathname.slice(ROOT.length)) : undefined;
  if (!isLocalCaller(request)) return sendText(response, 403, 'Only for callers from this machine.');
  if (request.method !== 'GET') return sendText(response, 405, 'Only GET is served here.');
  if (!page) return sendText(response, 404, `Nothing here; the pages are listed at ${ROOT}`);
  try {
    await page({ response, searchParams });
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendText(response, 500, `That did not work: ${(error as Error).message}`);
  }
}
