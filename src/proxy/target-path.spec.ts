import { endpoint } from '../../test/support/builders.js';
import { hasMalformedEscape, targetPath } from './target-path.js';

const at = (url: string, preservePath: boolean) => endpoint({ url, preservePath });

describe('targetPath', () => {
  it.each([
    ['http://h:8080/api/v1/', false, '/chat/completions', '/chat/completions'],
    ['http://h/v1/api', true, '/chat/completions', '/v1/api/chat/completions'],
    ['http://h:8080/engines/llama.cpp/', true, '/completions', '/engines/llama.cpp/completions'],
    ['http://h/api/v1', true, '//double//slashes//', '/api/v1/double/slashes'],
    ['http://h/api/v1', false, '//double//slashes//', '//double//slashes//'],
    ['http://h/api/v1', false, '/../../../etc/passwd', '/etc/passwd'],
    ['http://h/api/v1', true, '/../../../etc/passwd', '/api/v1/etc/passwd'],
    ['http://h/api/v1', true, '/', '/api/v1'],
    ['http://h/api/v1', true, '/path%20with%20spaces', '/api/v1/path%20with%20spaces'],
    ['http://h', true, '/model@latest/generate', '/model@latest/generate'],
    ['http://h', false, '/v1/x/', '/v1/x/'],
    ['http://h', false, '/%2e%2e/%2E%2e/etc/passwd', '/etc/passwd'],
    ['http://h', false, '/v1/..%2f..%2Fetc/passwd', '/etc/passwd'],
    ['http://h/api/v1', true, '/..\\..\\x', '/api/v1/x'],
    ['http://h/api/v1', true, '/..%5c%2e%2e%5Cx', '/api/v1/x'],
    ['http://h/api/v1', true, '/v1\\..\\..\\..\\x', '/api/v1/x'],
    ['http://h/api/v1', true, '/..;/..;a=b/x', '/api/v1/x'],
    ['http://h/api/v1', true, '/%2e%2e%3b/x', '/api/v1/x'],
    ['http://h', false, '/models/a;b/c%5Cd%3b', '/models/a;b/c%5Cd%3b'],
    ['http://h', false, '/models/org%2Fname/x', '/models/org%2Fname/x'],
    ['http://h', false, '/v1/.well-known/x..y', '/v1/.well-known/x..y'],
  ])('%s preserve=%s %s → %s', (url, preserve, path, expected) => {
    expect(targetPath(at(url, preserve), path)).toBe(expected);
  });

  it.each([
    ['/a%2Fb', false],
    ['/a%zz', true],
    ['/a%', true],
    ['/plain', false],
  ])('malformed escape in %s: %s', (path, malformed) => expect(hasMalformedEscape(path)).toBe(malformed));
});
