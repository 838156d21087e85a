import { sourcesOf } from './sources-of.js';
import { parsed } from './testing.js';

describe('sourcesOf', () => {
  const text = [
    'proxy:',
    '  engine: sherpa',
    'discovery:',
    '  static:',
    '    endpoints:',
    '      - { url: "http://a:1", name: a }',
    '      - { url: "http://b:1", name: b }',
    '      - { url: "http://a:1", name: c, priority: 7 }',
    'model_aliases:',
    '  gpt: [llama]',
  ].join('\n');
  const { config, places } = parsed(text, { env: { OLLA_SERVER_PORT: '4000' } });
  const sources = new Map(sourcesOf(config, places).map((source) => [source.path, source]));

  it('tells file and line, variable or default', () => {
    expect(sources.get('proxy.engine')).toMatchObject({ from: 'file', line: 2 });
    expect(sources.get('server.port')).toMatchObject({ from: 'environment', variable: 'OLLA_SERVER_PORT' });
    expect(sources.get('server.host')).toEqual({ path: 'server.host', from: 'default' });
    expect(sources.get('model_aliases')).toMatchObject({ from: 'file', line: 9 });
  });

  it('follows entries of a list that moved because others left', () => {
    const names = config.discovery.static.endpoints.map(({ name }) => name);
    expect(names).toHaveLength(2);
    const lines = names.map((_, at) => sources.get(`discovery.static.endpoints[${at}].name`)?.line);
    expect(lines).toEqual(names.map((name) => ({ a: 6, b: 7, c: 8 })[name]));
    expect(sources.get(`discovery.static.endpoints[0].check_interval`)).toMatchObject({ from: 'default' });
  });

  it('has every value that is printed, once', () => {
    expect(sources.size).toBe(sourcesOf(config, places).length);
    expect([...sources.keys()]).toEqual(expect.arrayContaining(['logging.level', 'extensions']));
  });
});
