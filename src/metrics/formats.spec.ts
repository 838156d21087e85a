import {
  formatAgo,
  formatBytes,
  formatLatency,
  formatPercent,
  formatProcessDuration,
  formatTime,
  formatUntil,
  formatUptime,
} from './formats.js';

const S = 1_000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
const NOW = 1_760_000_000_000;

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [1_023, '1023 B'],
    [1_024, '1.00 KB'],
    [1_536, '1.50 KB'],
    [1_258_291, '1.20 MB'],
    [2 ** 30, '1.00 GB'],
    [2_019_393_189, '1.88 GB'],
    [2 ** 40, '1.00 TB'],
    [2 ** 50, '1.00 PB'],
    [2 ** 61, '2048.00 PB'],
  ])('writes %p as %p', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0, '0%'],
    [100, '100%'],
    [99.6, '99.6%'],
    [86.666_67, '86.7%'],
    [90, '90.0%'],
    [0.04, '0.0%'],
    [99.99, '100.0%'],
  ])('writes %p as %p', (percent, text) => expect(formatPercent(percent)).toBe(text));
});

describe('formatLatency', () => {
  it.each([
    [0, '0ms'],
    [7, '7ms'],
    [999, '999ms'],
    [1_000, '1.0s'],
    [1_440, '1.4s'],
    [367_500, '367.5s'],
  ])('writes %p as %p', (ms, text) => expect(formatLatency(ms)).toBe(text));
});

describe('formatAgo', () => {
  it.each([
    [0, '0s ago'],
    [999, '0s ago'],
    [3 * S, '3s ago'],
    [59 * S + 999, '59s ago'],
    [M, '1m ago'],
    [M + 29 * S, '1m ago'],
    [M + 30 * S, '2m ago'],
    [59 * M + 50 * S, '60m ago'],
    [H, '1h ago'],
    [H + 40 * M, '2h ago'],
    [D, '1d ago'],
    [2 * D + 23 * H, '2d ago'],
    [-5 * S, '0s ago'],
  ])('writes what was %p ms ago as %p', (ms, text) => expect(formatAgo(NOW - ms, NOW)).toBe(text));

  it('writes what never was as never', () => expect(formatAgo(0, NOW)).toBe('never'));
});

describe('formatUntil', () => {
  it.each([
    [-S, 'now'],
    [0, 'now'],
    [500, 'in 0s'],
    [2 * S, 'in 2s'],
    [90 * S, 'in 2m'],
    [3 * H, 'in 3h'],
    [2 * D, 'in 2d'],
  ])('writes what comes after %p ms as %p', (ms, text) => expect(formatUntil(NOW + ms, NOW)).toBe(text));

  it('writes what nobody knows as unknown', () => expect(formatUntil(0, NOW)).toBe('unknown'));
});

describe('formatUptime', () => {
  it.each([
    [0, '0s'],
    [59_999, '59s'],
    [M, '1m'],
    [59 * M + 59 * S, '59m'],
    [H, '1h 0m'],
    [90 * M, '1h 30m'],
    [D, '1d 0h'],
    [31 * H, '1d 7h'],
    [49 * H, '2d 1h'],
  ])('writes %p as %p', (ms, text) => expect(formatUptime(ms)).toBe(text));
});

describe('formatProcessDuration', () => {
  it.each([
    [0, '0s'],
    [1.5, '1.5ms'],
    [7.9 * S, '7s'],
    [2 * M + 3 * S, '2m3s'],
    [H + 2 * M + 3 * S, '1h2m3s'],
    [D + H, '25h0m0s'],
  ])('writes %p as %p', (ms, text) => expect(formatProcessDuration(ms)).toBe(text));
});

describe('formatTime', () => {
  it.each([
    [0, '0001-01-01T00:00:00Z'],
    [NOW, '2025-10-09T08:53:20.000Z'],
  ])('writes %p as %p', (at, text) => expect(formatTime(at)).toBe(text));
});
