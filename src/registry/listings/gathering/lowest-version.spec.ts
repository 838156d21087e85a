import { lowest } from './lowest-version.js';

describe('lowest', () => {
  it.each([
    [['0.12.6'], '0.12.6'],
    [['0.12.0', '0.9.2', '0.10.1'], '0.9.2'],
    [['0.5.1', '0.5'], '0.5'],
    [['0.6.0', '0.6.0-rc1'], '0.6.0-rc1'],
    [['0.6.0-rc1', '0.5.9'], '0.5.9'],
    [['v1.0.0', '0.9.9'], '0.9.9'],
    [['odd', '0.1.0'], 'odd'],
    [[], undefined],
  ])('of %j is %s', (versions, expected) => expect(lowest(versions)).toBe(expected));
});
