import { type DestinationStream, pino } from 'pino';
import type { LogSettings } from './settings.js';
import { coloured, logfmt, type LogRecord } from './text-lines.js';

/** Takes the JSON lines of the logger to `out`, standard output as a rule, in the format that is asked for. */
export function logStream(
  { format, colour }: Pick<LogSettings, 'format' | 'colour'>,
  out: DestinationStream = pino.destination(1),
): DestinationStream {
  if (format === 'json') return out;
  const text = colour ? coloured : logfmt;
  return { write: (line: string) => out.write(text(JSON.parse(line) as LogRecord)) };
}
