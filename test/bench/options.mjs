// What the command line may say.
import { parseArgs } from 'node:util';

export const PHASES = ['unary', 'stream', 'paced'];

export const USAGE = `npm run bench -- [options]

  --seconds 8          length of each measurement
  --warmup 2           seconds of load before each measurement
  --only LIST          of ${PHASES.join(', ')}
  --proxies LIST       of olla, olla-sherpa, original, original-sherpa, haproxy, nginx, direct
  --streams 64         paced streams at a time
  --rounds 1           repeat, taking the proxies in turn, and report medians
  --json FILE          write the figures there too

OLLA_REFERENCE names the original's binary; it runs in the directory that holds it.`;

export function readOptions(argv, proxyIds) {
  const { values } = parseArgs({
    args: argv,
    options: {
      seconds: { type: 'string', default: '8' },
      warmup: { type: 'string', default: '2' },
      only: { type: 'string', default: PHASES.join(',') },
      proxies: { type: 'string', default: proxyIds.join(',') },
      streams: { type: 'string', default: '64' },
      rounds: { type: 'string', default: '1' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    seconds: positive('seconds', values.seconds),
    warmup: positive('warmup', values.warmup),
    streams: positive('streams', values.streams),
    rounds: positive('rounds', values.rounds),
    only: listed('only', values.only, PHASES),
    proxies: listed('proxies', values.proxies, proxyIds),
    json: values.json,
    help: values.help,
  };
}

function positive(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} wants a number above 0, not "${text}"`);
  return value;
}

function listed(name, text, known) {
  const items = text.split(',').map((item) => item.trim());
  const stranger = items.find((item) => !known.includes(item));
  if (stranger !== undefined) throw new Error(`--${name}: "${stranger}" is none of ${known.join(', ')}`);
  return known.filter((item) => items.includes(item));
}
