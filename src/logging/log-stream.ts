import { type DestinationStream, pino } from 'pino';
import { Outlet, type Sink } from './outlet.js';
import type { LogSettings } from './settings.js';
import { coloured, logfmt } from './text-lines.js';
import { themeOf } from './theme.js';

/** Takes the JSON lines of the logger to `out`, standard output as a rule, in the format that is asked for. */
export function logStream(
  { format, colour }: Pick<LogSettings, 'format' | 'colour'>,
  out: Sink = pino.destination(1),
): DestinationStream {
  const outlet = new Outlet(out);
  if (format === 'text') outlet.shape(colour ? coloured(themeOf()) : logfmt);
  return outlet;
}
