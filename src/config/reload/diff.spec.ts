import { parsed } from '../testing.js';
import type { ConfigChange } from './config-control.js';
import { diffConfigs } from './diff.js';

const changes = (before: object, after: object): readonly ConfigChange[] =>
  diffConfigs(parsed(before).config, parsed(after).config);
const endpoints = (...list: readonly object[]): object => ({ discovery: { static: { endpoints: list } } });
const a = { url: 'http://a:1', name: 'a' };
const b = { url: 'http://b:1', name: 'b' };

describe('diffConfigs', () => {
  it('finds nothing between two readings of one text', () => {
    expect(changes(endpoints(a, b), endpoints(a, b))).toEqual([]);
  });

  it('names a value by its key and shows it as a file would', () => {
    const found = changes({ proxy: { read_timeout: '10s' } }, { proxy: { read_timeout: '1m' } });
    expect(found).toEqual([
      { path: 'proxy.read_timeout', before: '10s', after: '1m0s', needsRestart: false },
    ]);
  });

  it('says what counts only after a restart', () => {
    const found = changes({}, { server: { port: 4000, shutdown_timeout: '1s' } });
    expect(found.map(({ path, needsRestart }) => [path, needsRestart])).toEqual([
      ['server.port', true],
      ['server.shutdown_timeout', false],
    ]);
  });

  it('knows endpoints by their URLs, whatever their order', () => {
    const found = changes(endpoints(a, b), endpoints(b, { ...a, priority: 7 }));
    expect(found).toEqual([
      {
        path: 'discovery.static.endpoints[http://a:1].priority',
        before: 100,
        after: 7,
        needsRestart: false,
      },
    ]);
  });

  it('tells who came, who went, and a new order', () => {
    const c = { url: 'http://c:1', name: 'c' };
    expect(changes(endpoints(a, b), endpoints(a, c)).map(({ path }) => path)).toEqual([
      'discovery.static.endpoints[http://b:1]',
      'discovery.static.endpoints[http://c:1]',
    ]);
    expect(changes(endpoints(a, b), endpoints(b, a))).toMatchObject([
      { path: 'discovery.static.endpoints', before: ['http://a:1', 'http://b:1'] },
    ]);
  });

  it('notices a secret that changes and shows neither value', () => {
    const withToken = (token: string): object => endpoints({ ...a, auth: { type: 'bearer', token } });
    const found = changes(withToken('one'), withToken('two'));
    expect(found).toMatchObject([
      { path: 'discovery.static.endpoints[http://a:1].auth.token', before: '***' },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/one|two/);
  });

  it('never shows the query of a URL', () => {
    const keyed = { url: 'http://c:1/v1?key=one', name: 'c' };
    const found = [
      ...changes(endpoints(a), endpoints(a, keyed)),
      ...changes(endpoints(keyed), endpoints({ ...keyed, model_url: '/models?key=one', priority: 1 })),
      ...changes(endpoints(a, keyed), endpoints(keyed, a)),
    ];
    expect(found).toHaveLength(4);
    expect(JSON.stringify(found)).not.toContain('one');
    expect(found[0]).toMatchObject({ path: 'discovery.static.endpoints[http://c:1/v1?***]' });
  });
});
