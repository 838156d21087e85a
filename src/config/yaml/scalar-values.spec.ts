import type { Scalar } from '../schema/index.js';
import { readScalar } from './scalar-values.js';

const plain = (kind: Scalar, text: string) => readScalar(kind, text, true);
const quoted = (kind: Scalar, text: string) => readScalar(kind, text, false);

describe('flags', () => {
  it.each('true True TRUE yes Yes YES on On ON y Y'.split(' '))('reads %s as true', (text) => {
    expect(plain('flag', text)).toEqual({ value: true });
  });

  it.each('false False FALSE no No NO off Off OFF n N'.split(' '))('reads %s as false', (text) => {
    expect(plain('flag', text)).toEqual({ value: false });
  });

  it('reads the words in quotes, but neither true nor false', () => {
    expect(quoted('flag', 'yes')).toEqual({ value: true });
    expect(quoted('flag', 'off')).toEqual({ value: false });
    expect(quoted('flag', 'true')).toHaveProperty('problem', 'must be true or false, got "true"');
  });

  it.each(['1', '0', 'yEs', 'maybe'])('refuses %s', (text) => {
    expect(plain('flag', text)).toHaveProperty('problem');
  });
});

describe('whole numbers', () => {
  it.each([
    ['40114', 40_114],
    ['-5', -5],
    ['+7', 7],
    ['0', 0],
    ['-0', 0],
    ['0x400', 1_024],
    ['0o17', 15],
    ['017', 15],
    ['0b101', 5],
    ['1_000_000', 1_000_000],
    ['80.5', 80],
    ['-80.5', -80],
    ['1e3', 1_000],
    ['089', 89],
  ])('reads %s as %d', (text, value) => {
    expect(plain('integer', text)).toEqual({ value });
  });

  it('refuses a quoted number and says what to write', () => {
    expect(quoted('integer', '8080')).toEqual({
      problem: 'must be a whole number, got "8080"',
      hint: 'write 8080',
    });
  });

  it('refuses a byte size and says how many bytes it is', () => {
    expect(plain('integer', '100MB')).toEqual({
      problem: 'must be a whole number, got "100MB"',
      hint: 'write 104857600',
    });
  });

  it.each(['abc', '.inf', '1 2', '99999999999999999999'])('refuses %s', (text) => {
    expect(plain('integer', text)).toHaveProperty('problem');
  });

  it('refuses a count below zero', () => {
    expect(plain('count', '5')).toEqual({ value: 5 });
    expect(plain('count', '-1')).toEqual({ problem: 'must not be negative, got -1' });
  });
});

describe('sizes', () => {
  it.each([
    ['1048576', 1_048_576],
    ['0x400', 1_024],
    ['-1', -1],
    ['100MB', 104_857_600],
    ['64k', 65_536],
    ['1.5 KiB', 1_536],
  ])('reads %s as %d bytes', (text, value) => {
    expect(plain('size', text)).toEqual({ value });
  });

  it('reads one with a unit in quotes too', () => {
    expect(quoted('size', '100MB')).toEqual({ value: 104_857_600 });
  });

  it.each(['many', '-1MB', '12XB', ''])('refuses %p', (text) => {
    expect(quoted('size', text)).toHaveProperty(
      'problem',
      `must be a number of bytes such as 1048576 or 1MB, got "${text}"`,
    );
  });
});

describe('durations', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['500us', 0.5],
    ['0s', 0],
    ['-5s', -5_000],
  ])('reads %s as %d ms', (text, value) => {
    expect(plain('duration', text)).toEqual({ value });
  });

  it.each([
    ['30', 30_000],
    ['0', 0],
    ['-5', -5_000],
    ['1d', 86_400_000],
    ['1.5d', 129_600_000],
    ['1d12h', 129_600_000],
    ['-1d1h', -90_000_000],
  ])('reads %s, which the original does not, as %d ms', (text, value) => {
    expect(plain('duration', text)).toEqual({ value });
  });

  it.each(['1.5', '0x10'])('refuses %s and says what to write where it can', (text) => {
    const { problem, hint } = plain('duration', text) as { problem: string; hint?: string };
    expect(problem).toContain('must be a duration such as 30s, 1m30s or 500ms');
    expect(hint).toBe(text === '1.5' ? 'write 1.5s for seconds' : undefined);
  });

  it('refuses a number in quotes', () => {
    expect(quoted('duration', '30')).toHaveProperty('hint', 'write 30s for seconds');
  });

  it('accepts a quoted zero', () => {
    expect(quoted('duration', '0')).toEqual({ value: 0 });
  });

  it.each(['d', '1d-2h', '1d d', '2w', 'soon', '5 s', '', 'true'])('refuses %p', (text) => {
    expect(quoted('duration', text)).toHaveProperty('problem');
  });
});

describe('texts', () => {
  it.each(['123', 'true', '1_000', 'x'])('keeps %s as it is written', (text) => {
    expect(plain('text', text)).toEqual({ value: text });
  });
});
