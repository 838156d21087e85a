import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { getHeapSnapshot } from 'node:v8';
import { cpuProfile } from './cpu-profile.js';
import { ProcessReport } from './process-report.js';
import { sendText } from './send-text.js';

/** A request for a page. */
export interface PageRequest {
  readonly response: ServerResponse;
  readonly searchParams: URLSearchParams;
}

type Page = (request: PageRequest) => Promise<void> | void;

const DEFAULT_SECONDS = 30;
const LONGEST_SECONDS = 60;

const INDEX = [
  'What can be seen of this process:',
  '',
  '  profile?seconds=30  what it spends its time on; open the .cpuprofile in Chrome DevTools or an editor',
  '  heap                what it holds in memory; stops everything for a moment, and shows secrets and prompts',
  '  goroutine           event loop, memory, active resources',
  '  cmdline             how it was started',
].join('\n');

/** The pages of the diagnostics listener, under the names that the original gave them. */
export class DiagnosticPages {
  readonly #report = new ProcessReport();
  #busy = false;

  readonly #pages: Readonly<Record<string, Page>> = {
    '': ({ response }) => sendText(response, 200, INDEX),
    profile: (request) => this.#alone(request, takeProfile),
    heap: (request) => this.#alone(request, takeHeap),
    goroutine: ({ response }) => sendText(response, 200, this.#report.text()),
    cmdline: ({ response }) => sendText(response, 200, commandLine()),
    symbol: ({ response }) => sendText(response, 501, 'Profiles name their functions themselves.'),
    trace: ({ response }) =>
      sendText(response, 501, 'For a trace, start with: node --trace-event-categories node,v8 bin/olla'),
  };

  find(name: string): Page | undefined {
    return Object.hasOwn(this.#pages, name) ? this.#pages[name] : undefined;
  }

  close(): void {
    this.#report.close();
  }

  /** One recording at a time: each slows the process down. */
  async #alone(request: PageRequest, page: Page): Promise<void> {
    if (this.#busy) return sendText(request.response, 503, 'Another recording is under way.');
    this.#busy = true;
    try {
      await page(request);
    } finally {
      this.#busy = false;
    }
  }
}

async function takeProfile({ response, searchParams }: PageRequest): Promise<void> {
  const asked = Number(searchParams.get('seconds'));
  const seconds = asked > 0 ? Math.min(asked, LONGEST_SECONDS) : DEFAULT_SECONDS;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const profile = await cpuProfile(seconds * 1_000, gone.signal);
  response.writeHead(200, attachment('cpuprofile')).end(profile);
  if (!response.closed) await once(response, 'close');
}

async function takeHeap({ response }: PageRequest): Promise<void> {
  response.writeHead(200, attachment('heapsnapshot'));
  await pipeline(getHeapSnapshot(), response);
}

const attachment = (kind: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  'Content-Disposition': `attachment; filename="olla-${Date.now()}.${kind}"`,
});

const commandLine = (): string =>
  [process.execPath, ...process.execArgv, ...process.argv.slice(1)].join('\0');
