// Figures of a run, and how they are shown.

const mean = (values) => values.reduce((a, b) => a + b, 0) / Math.max(values.length, 1);
const quantile = (sorted, part) =>
  sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;

/** Waits of a list of records. */
export function waitsOf(records) {
  const answered = records.filter(({ broken }) => !broken);
  const waits = answered.map(({ waitS }) => waitS).sort((a, b) => a - b);
  return {
    sent: records.length,
    failed: records.length - answered.length,
    mean: mean(waits),
    p50: quantile(waits, 0.5),
    p95: quantile(waits, 0.95),
    p99: quantile(waits, 0.99),
  };
}

const cell = (value) =>
  typeof value !== 'number'
    ? String(value)
    : Number.isInteger(value)
      ? String(value)
      : value.toFixed(value < 10 ? 2 : 1);

/** @param rows objects with the same keys */
export function table(rows) {
  const heads = Object.keys(rows[0]);
  const cells = rows.map((row) => heads.map((head) => cell(row[head])));
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at].length)));
  const line = (parts) =>
    parts.map((part, at) => (at === 0 ? part.padEnd(widths[at]) : part.padStart(widths[at]))).join('  ');
  return [line(heads), ...cells.map(line)].join('\n');
}
