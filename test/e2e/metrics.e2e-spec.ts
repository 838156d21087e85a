import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { refuses, streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

/** What a name stands for in an exposition: a histogram has three kinds of samples. */
const family = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');
const named = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\b((?:olla|nodejs|process)_[a-z0-9_]+)\b/g)].map(([, name]) => family(name!)));

/** promtool's way to say that it can read all, but would have chosen other names. */
const ADVICE = 3;
/** Those of the original, and of prom-client. */
const GIVEN_NAMES =
  /^(nodejs_active_\w+_total|olla_(endpoint_|model_|model_endpoint_)?\w+_latency_ms|olla_(endpoint|model|models)_traffic_bytes|olla_(endpoints|models)_total|olla_endpoint_models_count)$/;

/** Prometheus' own tool, which comes with the Debian package `prometheus`. */
function promtool(
  args: readonly string[],
  input = '',
): { status: number | null; stderr: string; stdout: string } {
  const { error, status, stderr, stdout } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  if (error) throw error;
  return { status, stderr, stdout };
}

describe('the metrics', () => {
  const near = new Backend('near', ['small', 'big']);
  const far = new Backend('far "quoted" \\ name', ['small']);
  let olla: Olla;
  const scrape = async (accept = ''): Promise<string> =>
    (await ask(`${olla.url}/internal/metrics`, { headers: accept ? { accept } : {} })).text;

  beforeAll(async () => {
    await Promise.all([near.start(), far.start()]);
    const strategy = { type: 'optimistic', options: { fallback_behavior: 'all' } };
    olla = await start({
      ...configuration([entry(near), entry(far, { priority: 50 })]),
      model_registry: { routing_strategy: strategy },
    });
    await chat(olla.url, 'small');
    near.behaviour = streams({ frames: 5 });
    await chat(olla.url, 'big', { more: { stream: true } });
    near.behaviour = refuses(503);
    await chat(olla.url, 'small');
    near.behaviour = streams({ frames: 2 });
    await until('all are counted', async () =>
      (await scrape()).includes('olla_outcomes_total{result="completed"} 3'),
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([near.stop(), far.stop()]);
  });

  it('keep all lines of one name together, those of histograms with several series too', async () => {
    const text = await scrape();
    const names = [...text.matchAll(/^([a-z_]+)[{ ]/gm)].map(([, name]) => name!);
    const runs = names.filter((name, at) => name !== names[at - 1]);
    expect(runs.length).toBe(new Set(names).size);
    expect(text.match(/^olla_request_duration_seconds_count\{/gm)?.length).toBeGreaterThan(1);
  });

  it('are taken by promtool, which advises against nothing but names that are not ours to choose', async () => {
    const text = await scrape();
    const { status, stderr } = promtool(['check', 'metrics'], text);
    const advice = stderr.split('\n').filter((line) => / should /.test(line));
    expect([0, ADVICE]).toContain(status);
    expect(advice.map((line) => line.split(' ')[0]!).filter((name) => !GIVEN_NAMES.test(name))).toEqual([]);
    expect(promtool(['check', 'metrics'], `${text}\nolla_broken{ 1\n`).status).toBe(1);
  });

  it('have histograms that add up', async () => {
    const text = await scrape();
    const value = (series: string): number => {
      const line = text.split('\n').find((each) => each.startsWith(`${series} `));
      return Number(line?.split(' ').at(-1));
    };
    expect(value('olla_request_duration_seconds_count{model="small"}')).toBe(2);
    expect(value('olla_request_duration_seconds_bucket{model="small",le="+Inf"}')).toBe(2);
    expect(value('olla_time_to_first_token_seconds_count{model="big"}')).toBe(1);
    expect(value('olla_request_attempts_bucket{le="1"}')).toBe(2);
    expect(value('olla_request_attempts_bucket{le="2"}')).toBe(3);
    expect(value('olla_failovers_total{reason="upstream_status"}')).toBe(1);
    expect(value('olla_responses_total{code="200"}')).toBe(3);
    expect(value('olla_endpoint_state{endpoint="near",state="healthy"}')).toBe(1);
    expect(value('olla_endpoint_breaker_state{endpoint="near",state="closed"}')).toBe(1);
  });

  it('are told as OpenMetrics to who asks, and as text again afterwards', async () => {
    const text = await scrape();
    const open = await scrape('application/openmetrics-text; version=1.0.0');
    expect(open.endsWith('# EOF\n')).toBe(true);
    expect(open).toContain('# TYPE olla_requests counter');
    expect(open).toMatch(/^olla_requests_total \d+$/m);
    expect(open).toMatch(/^process_cpu_seconds_total /m);
    const again = await scrape();
    expect([...named(again)].toSorted()).toEqual([...named(text)].toSorted());
  });

  it('make no series of what a client invents', async () => {
    for (let i = 0; i < 50; i++) await chat(olla.url, `invented-${i}`);
    const text = await until('all are counted', async () => {
      const told = await scrape();
      const line = /olla_request_duration_seconds_count\{model="other"\} (\d+)/.exec(told);
      return line?.[1] === '50' ? told : undefined;
    });
    expect(text.split('\n').filter((line) => line.includes('invented'))).toEqual([]);
  });

  it('drop the series of an endpoint that has left', async () => {
    expect(await scrape()).toContain('endpoint="far \\"quoted\\" \\\\ name"');
    olla.rewrite(configuration([entry(near)]));
    olla.signal('SIGHUP');
    await until('it is gone', async () => !(await scrape()).includes('far'));
  });

  describe('as they are used by', () => {
    const rules = 'deploy/observability/prometheus-rules.yaml';
    const board = 'deploy/observability/grafana-dashboard.json';

    it('the alerts: promtool takes them', () => {
      expect(promtool(['check', 'rules', rules]).stdout).toContain('SUCCESS: 10 rules found');
    });

    it.each([rules, board])('%s are all there', async (file) => {
      const told = named(await scrape());
      const wanted = named(expressions(file).join('\n'));
      expect(wanted.size).toBeGreaterThan(5);
      expect([...wanted].filter((name) => !told.has(name))).toEqual([]);
    });
  });
});

/** Every expression of a file of rules or of a dashboard. */
function expressions(file: string): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const expr = dig(value, 'expr') ?? dig(value, 'definition');
    if (typeof expr === 'string') found.push(expr);
    Object.values(value).forEach(walk);
  };
  walk(parse(readFileSync(file, 'utf8')));
  return found;
}
