import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const root = new URL('../../../config/', `file://${__filename}`);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const checkerOf = (name: string): ValidateFunction =>
  new Ajv2020({ allowUnionTypes: true, allErrors: true }).compile(
    JSON.parse(read(`schema/${name}.schema.json`)) as object,
  );

/** Where a text is refused. */
function refused(check: ValidateFunction, text: string): readonly string[] {
  if (check(parse(text, { version: '1.1' }))) return [];
  return [...new Set((check.errors ?? []).map(({ instancePath }) => instancePath))];
}

describe('the JSON Schema of the configuration', () => {
  const check = checkerOf('config');

  it('accepts the shipped configuration', () => {
    expect(refused(check, read('config.yaml'))).toEqual([]);
  });

  it.each([
    'server: { port: 1, read_timeout: 30, shutdown_timeout: 1d12h, write_timeout: 0 }',
    'server: { request_limits: { max_body_size: 50MB }, request_logging: on }',
    'server:',
    'proxy: { stream_buffer_size: 8192, load_balancer: of-an-extension, max_retries: 3 }',
    'discovery: { static: { endpoints: [{ url: "http://${HOST}", priority: "${PRIORITY}", headers: { A: b } }] } }',
    'model_aliases: { gpt-4: [llama3, qwen] }',
    'x-anchors: { anything: [goes] }',
    'access: { authenticator: keys, keys: [{ name: a, key_file: /run/key, limits: { tokens_per_day: 5 } }] }',
  ])('accepts %s', (text) => expect(refused(check, text)).toEqual([]));

  it.each([
    ['server: { port: 99999 }', '/server/port'],
    ['server: { prot: 1 }', '/server'],
    ['server: { read_timeout: soon }', '/server/read_timeout'],
    ['server: { error_format: xml }', '/server/error_format'],
    ['proxy: { retry: { on_status: [200] } }', '/proxy/retry/on_status/0'],
    ['discovery: { static: { endpoints: { url: a } } }', '/discovery/static/endpoints'],
    ['model_aliases: { gpt-4: llama3 }', '/model_aliases/gpt-4'],
  ])('refuses %s', (text, path) => expect(refused(check, text)).toContain(path));

  it('tells what keys are for, their defaults, and which do nothing any more', () => {
    const { properties } = check.schema as {
      properties: Record<string, { properties: Record<string, object> }>;
    };
    expect(properties['server']!.properties['port']).toMatchObject({
      description: 'TCP port to listen on.',
      default: 40_114,
    });
    expect(properties['proxy']!.properties['engine']).toMatchObject({ examples: ['olla', 'sherpa'] });
    expect(properties['proxy']!.properties['max_retries']).toMatchObject({ deprecated: true });
    expect(properties['proxy']!.properties['read_timeout']).toMatchObject({ default: '10m0s' });
  });
});

describe('the JSON Schema of profiles', () => {
  const check = checkerOf('profile');

  it.each(readdirSync(new URL('profiles', root)).filter((name) => name.endsWith('.yaml')))(
    'accepts %s',
    (name) => expect(refused(check, read(`profiles/${name}`))).toEqual([]),
  );

  it('refuses a key that profiles do not have', () => {
    expect(refused(check, 'name: a\napi: { model_discovery: /v1/models }')).toEqual(['/api']);
  });
});

describe('the JSON Schema of model rules', () => {
  const check = checkerOf('models');

  it('accepts the shipped rules', () => expect(refused(check, read('models.yaml'))).toEqual([]));

  it('refuses a pattern that is no text', () => {
    expect(refused(check, 'model_extraction: { family_patterns: [{ pattern: [a] }] }')).toEqual([
      '/model_extraction/family_patterns/0/pattern',
    ]);
  });
});
