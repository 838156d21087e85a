import { parse } from 'yaml';
import { demoConfiguration } from './configuration.js';
import { curlLines } from './instructions.js';
import { planFor } from './outages.js';
import { portTaken } from './port-taken.js';
import { judgeStream } from './request.js';
import { summary, tableHead, tableRow } from './table.js';
import { Tally } from './tally.js';
import { Simulator } from '../index.js';

describe('demoConfiguration', () => {
  it('is a configuration file as a person would write it', () => {
    const server = { name: 'gpu-1', url: 'http://127.0.0.1:1', type: 'ollama' };
    const config: unknown = parse(demoConfiguration([server], '127.0.0.1', 40114, 'warn'));
    expect(config).toMatchObject({
      server: { host: '127.0.0.1', port: 40114 },
      discovery: {
        static: { endpoints: [{ ...server, priority: 100, check_interval: '2s', check_timeout: '1s' }] },
      },
      logging: { level: 'warn' },
    });
  });
});

describe('curlLines', () => {
  it('has five lines with bodies that are JSON', () => {
    const lines = curlLines('http://x').map(([, line]) => line);
    expect(lines).toHaveLength(5);
    for (const line of lines.slice(0, 4)) {
      expect(JSON.parse(/-d '(.*)'/.exec(line)?.[1] ?? '')).toMatchObject({ messages: [{ role: 'user' }] });
    }
  });
});

describe('judgeStream', () => {
  it.each([
    ['data: {"choices":[]}\n\ndata: [DONE]\n\n', undefined, 'ok'],
    ['data: {"choices":[]}\n\n', 'terminated', 'told'],
    ['data: {"choices":[]}\n\nevent: error\ndata: {"error":{"message":"gone"}}\n\n', undefined, 'told'],
    ['data: {"error":{"message":"gone"}}\n\ndata: [DONE]\n\n', undefined, 'told'],
    ['data: {"choices":[]}\n\n', undefined, 'silent'],
    ['', undefined, 'silent'],
  ])('%j (%s) is %s', (text, broke, ending) => {
    expect(judgeStream(text, broke)).toBe(ending);
  });
});

describe('the table', () => {
  const tally = new Tally();
  tally.sent.unary = 3;
  tally.sent.stream = 2;
  tally.end('unary', 'ok', 'gpu-1');
  tally.end('unary', 'ok', 'gpu-1');
  tally.end('unary', 'lost', undefined, 'status 503');
  tally.end('stream', 'told', 'gpu-2');
  tally.end('stream', 'silent', 'gpu-2');

  it('shows totals, and what each endpoint served', () => {
    const names = ['gpu-1', 'gpu-2'];
    const row = tableRow(4, tally, names, new Map([['gpu-1', 'healthy']]));
    expect(row.split(/[\s|]+/).filter(Boolean)).toEqual('4s 5 2 1 2 2 healthy 0 ?'.split(' '));
    expect(tableHead(names)).toHaveLength(row.length);
  });

  it('ends with what was lost, and why', () => {
    const text = summary(tally, 9);
    expect(text).toContain('5 requests in 9 s');
    expect(text).toContain('3 whole answers: 2 complete, 1 lost');
    expect(text).toContain('1 cut in the middle and told so, 1 cut without a word');
    expect(text).toContain('1 times: status 503');
  });
});

describe('planFor', () => {
  it('fits one outage into a known time', () => {
    expect(planFor(10_000)).toEqual({ firstMs: 3_000, awayMs: 3_000, pauseMs: undefined });
    expect(planFor(undefined).pauseMs).toBeGreaterThan(0);
  });
});

describe('portTaken', () => {
  it('knows a taken port from a free one', async () => {
    const simulator = new Simulator({ dialect: 'openai', models: ['m'] });
    const { port } = await simulator.start();
    expect(await portTaken('127.0.0.1', port)).toBe(true);
    await simulator.stop();
    expect(await portTaken('127.0.0.1', port)).toBe(false);
  });
});
