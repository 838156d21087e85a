import { cleanedUrl, originForm } from './clean-url.js';

describe('cleanedUrl', () => {
  it.each([
    ['/olla//proxy/x', '/olla/proxy/x'],
    ['/olla/proxy/v1/../../internal/status?a=//', '/olla/internal/status?a=//'],
    ['/a/./b/', '/a/b/'],
    ['/a/b/..', '/a/'],
    ['/../../etc', '/etc'],
  ])('%s becomes %s', (url, clean) => expect(cleanedUrl(url)).toBe(clean));

  it.each(['/a/b', '/a?x=//', '/a?u=http://h/../x', '/.well-known/x', '/a/%2e%2e/b', '/a..b/c'])(
    '%s stays',
    (url) => expect(cleanedUrl(url)).toBeUndefined(),
  );
});

describe('originForm', () => {
  it.each([
    ['/a?b', '/a?b'],
    ['http://evil:22/olla/x', '/olla/x'],
    ['http://evil', '/'],
    ['*', '/*'],
  ])('%s is %s here', (target, path) => expect(originForm(target)).toBe(path));
});
