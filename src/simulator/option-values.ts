import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../core/duration.js';

/** Readers of command-line values; each says what is right when a value is wrong. */

export function durationValue(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 0) throw new InvalidArgumentError('A duration looks like 200ms, 5s or 1m30s.');
  return ms;
}

export function countValue(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1)
    throw new InvalidArgumentError('A whole number of 1 or more is needed.');
  return count;
}

export function rateValue(text: string): number {
  const rate = text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text);
  if (!(rate > 0)) throw new InvalidArgumentError('A number above 0 is needed, or "unlimited".');
  return rate;
}

export function portValue(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
