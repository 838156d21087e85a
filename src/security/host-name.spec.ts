import { hostName } from './host-name.js';

describe('hostName', () => {
  it.each([
    ['LocalHost:40114', 'localhost'],
    ['localhost', 'localhost'],
    ['localhost:', 'localhost'],
    ['127.0.0.1:41141', '127.0.0.1'],
    ['[::1]:41141', '::1'],
    ['[FD00::1]', 'fd00::1'],
    ['::1', '::1'],
    [' olla ', 'olla'],
    ['[::1]evil', '[::1]evil'],
    ['', ''],
    ['h'.repeat(301), ''],
    [undefined, ''],
  ])('%p names %p', (header, name) => expect(hostName(header)).toBe(name));
});
