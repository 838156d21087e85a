import { PinoLogger } from './pino-logger.js';

function logger(level = 'info') {
  const lines: string[] = [];
  const log = new PinoLogger(level, { write: (line: string) => void lines.push(line) });
  return { log, lines, levels: () => lines.map((line) => (JSON.parse(line) as { level: string }).level) };
}

describe('PinoLogger', () => {
  it('writes time, level, message and then the facts in the order in which they are given', () => {
    const { log, lines } = logger();
    log.info('Olla started, waiting for requests...', {
      bind: 'localhost:40114',
      list: [1],
      none: undefined,
    });
    expect(lines.join('')).toMatch(
      /^\{"timestamp":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d","level":"INFO","msg":"Olla started, waiting for requests\.\.\.","bind":"localhost:40114","list":\[1\]\}\n$/,
    );
  });

  it('writes a message without facts', () => {
    const { log, lines } = logger();
    log.error('No luck');
    expect(Object.entries(JSON.parse(lines[0]!) as object).slice(1)).toEqual([
      ['level', 'ERROR'],
      ['msg', 'No luck'],
    ]);
  });

  it('lets no fact replace time, level or message', () => {
    const { log, lines } = logger();
    log.warn('Mine', { msg: 'yours', level: 3, timestamp: 'then', other: 'kept' });
    expect(Object.keys(JSON.parse(lines[0]!) as object)).toEqual(['timestamp', 'level', 'msg', 'other']);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'WARN', msg: 'Mine', other: 'kept' });
  });

  it('writes an error as its message', () => {
    const { log, lines } = logger();
    log.warn('Failed', { err: new Error('refused'), error: new Error('cut') });
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'Failed', err: 'refused', error: 'cut' });
  });

  it.each([
    ['debug', ['DEBUG', 'INFO', 'WARN', 'ERROR']],
    ['INFO', ['INFO', 'WARN', 'ERROR']],
    ['Warning', ['WARN', 'ERROR']],
    ['error', ['ERROR']],
    ['trace', ['INFO', 'WARN', 'ERROR']],
    ['', ['INFO', 'WARN', 'ERROR']],
  ])('at level %j', (level, expected) => {
    const { log, levels } = logger(level);
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each](each);
    expect(levels()).toEqual(expected);
  });

  it('changes its level while it runs', () => {
    const { log, levels } = logger('error');
    log.info('not seen');
    log.setLevel('debug');
    log.debug('seen');
    expect(levels()).toEqual(['DEBUG']);
  });
});
