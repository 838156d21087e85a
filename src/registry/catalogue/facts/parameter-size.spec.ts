import { parameterSizeOf } from './parameter-size.js';

describe('parameterSizeOf', () => {
  it.each([
    ['7B', '7b', 7e9],
    ['7b', '7b', 7e9],
    ['7', '7b', 7e9],
    [' 7 B ', '7b', 7e9],
    ['12.2B', '12.2b', 12_200_000_000],
    ['0.5B', '0.5b', 500_000_000],
    ['32.8B', '32.8b', 32_799_999_999],
    ['540M', '540m', 540_000_000],
    ['137m', '137m', 137_000_000],
    ['1000M', '1b', 1e9],
    ['1500M', '1.5b', 1_500_000_000],
    ['1250M', '1.2b', 1_250_000_000],
    ['', '', 0],
  ])('reads %j as %s', (written, text, count) => {
    expect(parameterSizeOf(written)).toEqual({ text, count });
  });

  it.each([
    ['1.25B', '1.2b'],
    ['1.75B', '1.8b'],
    ['1.35B', '1.4b'],
    ['0.25B', '0.2b'],
    ['540.5M', '540m'],
    ['541.5M', '542m'],
    ['999.6M', '1000m'],
  ])('rounds the half of %s to the even side: %s', (written, text) => {
    expect(parameterSizeOf(written).text).toBe(text);
  });

  it.each(['unknown', 'NaN', '8x7B', '7BB', '-7B', '1e3B', '7T', '99999999999B'])(
    'leaves %s as it is, without a count',
    (written) => {
      expect(parameterSizeOf(written)).toEqual({ text: written, count: 0 });
    },
  );
});
