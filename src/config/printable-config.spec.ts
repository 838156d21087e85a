import { stringify } from 'yaml';
import { printableConfig } from './printable-config.js';
import { parsed, withEndpoints } from './testing.js';

describe('printableConfig', () => {
  it('is a file that means the same', () => {
    const { config } = parsed(
      'server: {read_timeout: 90s}\nmodel_aliases: {a: [b]}\nproxy: {retry: {on_status: []}}',
    );
    const text = stringify(printableConfig(config));
    expect(text).toContain('read_timeout: 1m30s');
    const again = parsed(text);
    expect(again.warnings).toEqual([]);
    for (const section of ['server', 'proxy', 'discovery', 'modelAliases'] as const) {
      expect(again.config[section]).toEqual(config[section]);
    }
  });

  it('prints aliases with the names that objects have anyway', () => {
    const text = 'model_aliases: {constructor: [a], __proto__: [b], toString: [c]}';
    expect(Object.entries(printableConfig(parsed(text).config)['model_aliases'] as object)).toEqual([
      ['constructor', ['a']],
      ['__proto__', ['b']],
      ['toString', ['c']],
    ]);
  });

  it('shows no secret', () => {
    const endpoint = (auth: object) => ({
      url: `http://h${JSON.stringify(auth).length}`,
      headers: { 'X-A': 'sekret' },
      auth,
    });
    const { config } = parsed(
      withEndpoints(
        endpoint({ type: 'bearer', token: 'sekret' }),
        endpoint({ type: 'api_key', key: 'sekret' }),
        endpoint({ type: 'basic', username: 'sekret', password: 'sekret' }),
      ),
    );
    const text = stringify(printableConfig(config));
    expect(text).not.toContain('sekret');
    expect(text).toContain('token: "***"');
    expect(text).toContain('X-A: "***"');
  });
});
