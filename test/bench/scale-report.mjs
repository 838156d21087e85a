// The figures of the scale benchmark as tables.

/** Olla with lists that stay, during a regular round of changed lists, and with lists that change all the time. */
export function ollaTable(quiet, round, busy) {
  const columns = [
    ['', ({ title }) => title],
    ['ready s', ({ readyMs }) => (readyMs / 1_000).toFixed(1)],
    ['1st round s', ({ roundMs }) => (roundMs === undefined ? '-' : (roundMs / 1_000).toFixed(2))],
    ['MB idle', ({ idleMb }) => idleMb?.toFixed(0) ?? '-'],
    ['MB loaded', ({ peakMb }) => peakMb?.toFixed(0) ?? '-'],
    ['core idle', ({ idleBusy }) => `${(idleBusy * 100).toFixed(0)}%`],
    ['rounds', ({ rounds }) => rounds.toFixed(1)],
    ['requests/s', ({ perSecond }) => perSecond.toFixed(0)],
    ['CPU us/request', ({ cpuMicros }) => cpuMicros?.toFixed(0) ?? '-'],
    ['core', ({ busy }) => `${(busy * 100).toFixed(0)}%`],
    ['p50 ms', ({ p50 }) => p50.toFixed(2)],
    ['p99 ms', ({ p99 }) => p99.toFixed(2)],
    ['errors', ({ errors }) => String(errors)],
  ];
  const rows = [
    { title: 'lists stay', ...quiet },
    { title: 'a regular round', ...round },
    { title: 'lists change all the time', ...busy },
  ];
  const ratios = (during) =>
    `p99 x ${(during.p99 / quiet.p99).toFixed(2)}, requests/s x ${(during.perSecond / quiet.perSecond).toFixed(2)}`;
  return [
    '\nOlla before the fleet',
    plainTable(columns, rows),
    `${ratios(round)} during a regular round; ${ratios(busy)} while lists change all the time`,
  ].join('\n');
}

/** Look-ups in fleets of growing size. */
export function candidatesTable(rows) {
  const micros = (key) => (row) => row[key].toFixed(2);
  const times = (key) => (row) => (row[key] / rows[0][key]).toFixed(1);
  const columns = [
    ['models', ({ models }) => String(models)],
    ['endpoints', ({ endpoints }) => String(endpoints)],
    ['known us', micros('known')],
    ['x', times('known')],
    ['first for a model us', micros('next')],
    ['x', times('next')],
    ['first after a change us', micros('first')],
    ['x', times('first')],
    ['change of one list us', micros('change')],
    ['x', times('change')],
  ];
  return `\nfinding the endpoints for a model (x = multiples of the smallest fleet)\n${plainTable(columns, rows)}`;
}

function plainTable(columns, rows) {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, show]) => show(row)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const aligned = lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
  return aligned.join('\n');
}
