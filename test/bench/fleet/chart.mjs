// One chart of all scenarios: mean waits side by side, on a logarithmic scale.

const COLOURS = ['#8a8f98', '#c9822b', '#2f7d5b', '#5b5fc7'];
const [WIDTH, LEFT, BAR, GAP, HEAD] = [960, 330, 16, 22, 64];
const LEAST = 0.1;
const escape = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param results [{ title, rows: [{ strategy, mean }] }] @returns an SVG document */
export function chart(results) {
  const strategies = [...new Set(results.flatMap(({ rows }) => rows.map(({ strategy }) => strategy)))];
  const most = Math.max(1, ...results.flatMap(({ rows }) => rows.map(({ mean }) => mean)));
  const decades = Math.ceil(Math.log10(most / LEAST));
  const room = WIDTH - LEFT - 90;
  const x = (seconds) => LEFT + (room * Math.max(Math.log10(seconds / LEAST), 0)) / decades;
  const parts = [];
  let y = HEAD;
  for (const { title, rows } of results) {
    const middle = y + (rows.length * BAR) / 2 + 4;
    parts.push(`<text x="${LEFT - 12}" y="${middle}" text-anchor="end">${escape(title)}</text>`);
    for (const { strategy, mean } of rows) {
      const colour = COLOURS[strategies.indexOf(strategy) % COLOURS.length];
      const width = Math.max(x(mean) - LEFT, 1).toFixed(1);
      parts.push(`<rect x="${LEFT}" y="${y}" width="${width}" height="${BAR - 3}" fill="${colour}"/>`);
      parts.push(
        `<text x="${(x(mean) + 6).toFixed(1)}" y="${y + 11}">${mean.toFixed(mean < 10 ? 2 : 0)} s</text>`,
      );
      y += BAR;
    }
    y += GAP;
  }
  const grid = Array.from({ length: decades + 1 }, (_, at) => LEAST * 10 ** at).map(
    (seconds) =>
      `<line x1="${x(seconds)}" x2="${x(seconds)}" y1="${HEAD - 12}" y2="${y - GAP}" stroke="#d8dade"/>` +
      `<text x="${x(seconds)}" y="${y - GAP + 16}" text-anchor="middle">${+seconds.toFixed(1)} s</text>`,
  );
  const legend = strategies.map(
    (strategy, at) =>
      `<rect x="${LEFT + at * 170}" y="14" width="13" height="13" fill="${COLOURS[at % COLOURS.length]}"/>` +
      `<text x="${LEFT + at * 170 + 19}" y="25">${escape(strategy)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 20}" font-family="sans-serif" font-size="12">`,
    '<title>Mean wait until the first token</title><rect width="100%" height="100%" fill="#fff"/>',
    ...[...grid, ...legend, ...parts],
    '</svg>\n',
  ].join('\n');
}
