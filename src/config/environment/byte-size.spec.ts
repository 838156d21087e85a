import { parseByteSize } from './byte-size.js';

describe('parseByteSize', () => {
  it.each([
    ['100', 100],
    ['1024B', 1_024],
    ['1KB', 1_024],
    ['1k', 1_024],
    ['1KiB', 1_024],
    ['2.5GB', 2_684_354_560],
    ['0.5KB', 512],
    ['100mb', 104_857_600],
    [' 100 MB ', 104_857_600],
    ['1g', 1_073_741_824],
    ['1T', 1_099_511_627_776],
  ])('reads %j as %d', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it.each(['', 'invalid', '100XB', '-100MB', 'MB100', '1.MB', '1  MB'])('refuses %j', (text) => {
    expect(parseByteSize(text)).toBeUndefined();
  });
});
