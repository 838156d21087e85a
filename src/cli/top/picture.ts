import type { Told, ToldEndpoint, ToldModel } from './figures.js';
import { type Paint, statusText } from './paint.js';
import type { Rates } from './rates.js';

export interface Picture {
  readonly url: string;
  readonly told: Told;
  readonly rates: Rates;
  readonly history: readonly number[];
  readonly width: number;
  /** Lines that fit; 0 = as many as there are. */
  readonly height: number;
  readonly paint: Paint;
}

const STATUS_WIDTH = 14;
const BARS = ' ▁▂▃▄▅▆▇█';
/** Head, chart, two heads of tables and the blanks between them. */
const FRAME_LINES = 7;

/** The fleet and its traffic, line by line, none wider than the screen. */
export function picture(shown: Picture): string[] {
  const { told, rates, width, height, paint } = shown;
  const room = height > 0 ? Math.max(height - FRAME_LINES, 2) : Number.POSITIVE_INFINITY;
  const endpoints = [...told.status.endpoints].sort(unwellFirst);
  const models = told.models.filter((model) => model.total_requests > 0);
  const forModels = Math.min(models.length, Math.max(Math.floor(room / 3), room - endpoints.length));
  const names = widest([...endpoints, ...models], Math.max(12, Math.floor(width / 4)));
  return [
    ...head(shown),
    '',
    paint.bold(endpointLine(ENDPOINT_HEAD, 'STATUS'.padEnd(STATUS_WIDTH), names, width)),
    ...some(endpoints, room - forModels, paint, (each) =>
      endpointLine(endpointCells(each, rates), statusText(each.status, paint, STATUS_WIDTH), names, width),
    ),
    '',
    paint.bold(modelLine(MODEL_HEAD, names, width)),
    ...(models.length > 0
      ? some(models, forModels, paint, (each) => modelLine(modelCells(each, rates), names, width))
      : [paint.dim('no model was asked for yet')]),
  ];
}

function head({ url, told, rates, history, width, paint }: Picture): string[] {
  const { system } = told.status;
  const facts = [
    `${system.endpoints_up} up`,
    `${rate(rates.all)} req/s`,
    `${system.active_connections} in flight`,
    `${system.total_requests} requests`,
    `${system.total_failures} failed`,
    `${system.success_rate} ok`,
    `avg ${system.avg_latency}`,
    system.total_traffic,
    `up ${system.uptime}`,
  ].join('  ');
  const line = `Olla ${system.version}  `;
  const left = width - line.length - system.status.length - 4;
  return [
    `${paint.bold(line)}${statusText(system.status, paint)}  ${cut(facts, left)}`,
    `${paint.dim('req/s')} ${sparkline(history, Math.min(width - 8, 120))}`,
    paint.dim(cut(url, width)),
  ];
}

const ENDPOINT_HEAD = ['ENDPOINT', 'REQ/S', 'CONN', 'REQUESTS', 'OK', 'AVG', 'TRAFFIC', 'MODELS', 'ISSUES'];
const MODEL_HEAD = ['MODEL', 'REQ/S', 'REQUESTS', 'OK', 'AVG', 'P95'];

const endpointCells = (each: ToldEndpoint, rates: Rates): readonly string[] => [
  each.name,
  rate(rates.endpoints.get(each.id) ?? 0),
  String(each.connections),
  String(each.requests),
  each.requests > 0 ? each.success_rate : '-',
  each.requests > 0 ? each.avg_latency : '-',
  each.traffic,
  String(each.models.count),
  each.issues,
];

const modelCells = (each: ToldModel, rates: Rates): readonly string[] => [
  each.name,
  rate(rates.models.get(each.name) ?? 0),
  String(each.total_requests),
  each.success_rate,
  each.average_latency,
  each.p95_latency,
];

function endpointLine(cells: readonly string[], status: string, names: number, width: number): string {
  const [name = '', perSecond = '', ...rest] = cells;
  const issues = rest.pop() ?? '';
  const columns = [perSecond, ...rest].map((cell) => cell.padStart(9)).join(' ');
  const used = names + STATUS_WIDTH + columns.length + 5;
  return `${cut(name, names).padEnd(names)}  ${status} ${cut(columns, width - names - STATUS_WIDTH - 3)}  ${cut(issues, width - used)}`.trimEnd();
}

function modelLine([name = '', ...rest]: readonly string[], names: number, width: number): string {
  const columns = rest.map((cell) => cell.padStart(9)).join(' ');
  return `${cut(name, names).padEnd(names)}  ${cut(columns, width - names - 2)}`.trimEnd();
}

/** As many lines as there is room for; the last one says how many more there are. */
function some<T>(all: readonly T[], room: number, paint: Paint, line: (each: T) => string): string[] {
  if (all.length <= room) return all.map(line);
  const shown = Math.max(room - 1, 0);
  return [...all.slice(0, shown).map(line), paint.dim(`and ${all.length - shown} more`)];
}

const unwellFirst = (a: ToldEndpoint, b: ToldEndpoint): number =>
  Number(a.status === 'healthy') - Number(b.status === 'healthy') ||
  b.connections - a.connections ||
  b.requests - a.requests ||
  a.name.localeCompare(b.name);

const widest = (named: readonly { readonly name: string }[], most: number): number =>
  Math.min(most, Math.max(12, ...named.map(({ name }) => name.length)));

/** Rates as bars, the newest at the right. */
export function sparkline(history: readonly number[], width: number): string {
  const shown = history.slice(-Math.max(width, 0));
  const most = Math.max(...shown, 0);
  if (most === 0) return shown.map(() => '▁').join('');
  const bars = shown.map((value) => BARS[Math.ceil((value / most) * (BARS.length - 1))] ?? ' ');
  return `${bars.join('')} ${rate(most)} max`;
}

const rate = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const cut = (text: string, width: number): string => {
  if (text.length <= width) return text;
  return width <= 1 ? '' : `${text.slice(0, width - 1)}…`;
};
