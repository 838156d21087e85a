import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'yaml';
import { demoCommand } from './demo.js';

interface Config {
  discovery: { static: { endpoints: { name: string; url: string }[] } };
}

/** Just enough of Olla: takes the endpoints in turn, and the next one when one cannot be reached. */
class TinyOlla {
  private readonly endpoints: Config['discovery']['static']['endpoints'];
  private readonly server: Server;
  private turn = 0;

  constructor(configText: string) {
    this.endpoints = (parse(configText) as Config).discovery.static.endpoints;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<{ url: string; stop(): Promise<void> }> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const stop = async (): Promise<void> => {
      this.server.closeAllConnections();
      await new Promise((resolve) => this.server.close(resolve));
    };
    return { url, stop };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/internal/')) {
      const endpoints = this.endpoints.map(({ name }) => ({ name, status: 'healthy' }));
      response.end(JSON.stringify({ endpoints }));
      return;
    }
    const body = Buffer.concat(await request.toArray());
    for (let attempt = 0; attempt < 3; attempt++) {
      const { name, url } = this.endpoints[this.turn++ % this.endpoints.length]!;
      const path = request.url?.replace('/olla/openai', '') ?? '';
      const answer = await fetch(url + path, { method: 'POST', body }).catch(() => undefined);
      if (!answer?.body) continue;
      response.writeHead(answer.status, { 'x-olla-endpoint': name });
      await pipeline(Readable.fromWeb(answer.body), response).catch(() => response.destroy());
      return;
    }
    response.writeHead(503).end();
  }
}

const startOlla = (configText: string) => new TinyOlla(configText).start();

async function run(args: string[], start = startOlla): Promise<string[]> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  await demoCommand({ startOlla: start, print }).parseAsync(args, { from: 'user' });
  return lines.join('\n').split('\n');
}

afterEach(() => {
  process.exitCode = undefined;
});

describe('olla demo', () => {
  it('starts three servers and Olla, says what to try, and ends when its time is over', async () => {
    const lines = await run(['--port', '0', '--duration', '50ms']);
    expect(lines.filter((line) => /^ {2}(laptop|rack|desk)-/.test(line))).toHaveLength(3);
    expect(lines.filter((line) => /^ {2}curl .*127\.0\.0\.1/.test(line)).length).toBeGreaterThanOrEqual(5);
  });

  it('ends at Ctrl-C', async () => {
    const running = run(['--port', '0'], async (text) => {
      const olla = await startOlla(text);
      setTimeout(() => process.emit('SIGINT'), 20);
      return olla;
    });
    expect(await running).toContain('Ctrl-C ends the demo.');
  });

  it('shows with --chaos what becomes of the traffic while a server dies and returns', async () => {
    const lines = await run(['--port', '0', '--chaos', '--duration', '2500ms']);
    expect(lines.some((line) => / was killed/.test(line))).toBe(true);
    expect(lines.some((line) => / is back/.test(line))).toBe(true);
    expect(lines.filter((line) => /^ +\ds .*healthy/.test(line)).length).toBeGreaterThanOrEqual(1);
    const [sent] = lines.flatMap((line) => /^(\d+) requests in/.exec(line)?.[1] ?? []);
    const endings = lines.join(' ').matchAll(/(\d+) (?:complete|lost|cut)/g);
    const total = [...endings].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(Number(sent)).toBeGreaterThan(5);
    expect(total).toBe(Number(sent));
  });

  it('says so when the port is taken, and how to choose another one', async () => {
    const taken = await startOlla('discovery: { static: { endpoints: [] } }');
    const lines = await run(['--port', new URL(taken.url).port]);
    expect(lines.join()).toMatch(/^Port \d+ is taken.*olla demo --port \d+$/);
    expect(process.exitCode).toBe(1);
    await taken.stop();
  });

  it('leaves nothing behind when Olla does not start', async () => {
    const starting = run(['--port', '0'], () => Promise.reject(new Error('no such luck')));
    await expect(starting).rejects.toThrow('no such luck');
    expect(process.listenerCount('SIGINT')).toBe(0);
  });
});
