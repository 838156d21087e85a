import { joinUrl } from './join-url.js';

describe('joinUrl', () => {
  it.each([
    ['http://h:12434/engines/llama.cpp/', '/v1/models', 'http://h:12434/engines/llama.cpp/v1/models'],
    ['http://h:12434/engines/ollama/', '/', 'http://h:12434/engines/ollama'],
    ['http://h/api/', 'v1/models', 'http://h/api/v1/models'],
    ['http://h/api', '/', 'http://h/api'],
    ['http://h', '/', 'http://h/'],
    ['http://h:11434', '/', 'http://h:11434/'],
    ['http://h', 'v1/models/', 'http://h/v1/models'],
    ['http://h/a//b', '//c/./d/../e', 'http://h/a/b/c/e'],
    ['http://h/api?key=1', '/models', 'http://h/api/models?key=1'],
    ['http://h/api#s', '/models', 'http://h/api/models#s'],
    ['http://h/api?key=1', '/models?all=1', 'http://h/api/models?all=1'],
    ['http://h:11434', 'http://mon:9090/x?y=1', 'http://mon:9090/x?y=1'],
    ['://bad', '/v1/models', '/v1/models'],
    ['', '/v1/models', '/v1/models'],
    ['http://h/api/', '', 'http://h/api/'],
  ])('joins %s and %j', (base, path, expected) => {
    expect(joinUrl(base, path)).toBe(expected);
  });
});
