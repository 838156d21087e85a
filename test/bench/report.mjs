// Figures into tables: one a phase, every proxy a line, the last columns as multiples of the yardstick.
import { median } from './percentiles.mjs';
import { YARDSTICKS } from './proxies.mjs';

/** Takes the median of each figure over the rounds; errors add up, and the first fault speaks for all. */
export function medians(rounds) {
  const keys = Object.keys(rounds[0]).filter((key) => key !== 'errors' && key !== 'fault');
  return {
    ...Object.fromEntries(keys.map((key) => [key, median(rounds.map((round) => round[key]))])),
    errors: rounds.reduce((total, round) => total + round.errors, 0),
    fault: rounds.find((round) => round.fault)?.fault,
  };
}

/** Adds to each row of a phase what its rate and its processor time are as multiples of the yardstick's. */
export function withRatios(rows) {
  const yardstick = YARDSTICKS.map((id) => rows.find((row) => row.id === id)).find(Boolean);
  return rows.map((row) => ({
    ...row,
    yardstick: yardstick?.id,
    rateRatio: yardstick && row.perSecond / yardstick.perSecond,
    cpuRatio: yardstick && row.id !== 'direct' ? row.cpuMicros / yardstick.cpuMicros : undefined,
  }));
}

export function table({ title, unit, rows }) {
  const streaming = unit === 'frame';
  const yardstick = rows.find((row) => row.yardstick)?.yardstick;
  const columns = [
    ['proxy', (row) => row.title],
    [`${unit}s/s`, (row) => number(row.perSecond, 0)],
    ['p50 ms', (row) => number(row.p50, 2)],
    ['p99 ms', (row) => number(row.p99, 2)],
    ...(streaming
      ? [
          ['first p50', (row) => number(row.first50, 2)],
          ['first p99', (row) => number(row.first99, 2)],
        ]
      : []),
    [`CPU us/${unit}`, (row) => number(row.cpuMicros, 1)],
    ['core', (row) => percent(row.busy)],
    ['MB idle', (row) => number(row.idleMb, 0)],
    ['MB peak', (row) => number(row.peakMb, 0)],
    ['backend us', (row) => number(row.backendMicros, 1)],
    ['errors', (row) => String(row.errors)],
    ...(yardstick
      ? [
          [`${unit}s/s x`, (row) => number(row.rateRatio, 2)],
          ['CPU x', (row) => number(row.cpuRatio, 2)],
        ]
      : []),
  ];
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, show]) => show(row)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const text = lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
  const comparison = yardstick ? `; x = multiples of ${yardstick}` : '';
  const faults = rows.filter((row) => row.fault).map((row) => `  ! ${row.title}: ${row.fault}`);
  return [`\n${title}${comparison}`, ...text, ...faults].join('\n');
}

function number(value, digits) {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(digits);
}

function percent(share) {
  return Number.isFinite(share) ? `${Math.round(share * 100)}%` : '-';
}
