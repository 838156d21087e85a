import { readdirSync, readFileSync } from 'node:fs';
import { knownDefinition, shippedDefinitions } from './known-texts.js';
import { parseDefinition } from './parse-definition.js';
import { SHIPPED_TEXTS } from './shipped-texts.js';

const FITTING =
  /^(?:health (?:\/|.*\/(?:health|models))|models .*\/(?:models|tags)|completions .*\/(?:completions|generate)|chat_completions .*\/chat(?:\/completions)?|embeddings .*\/embeddings)$/;
const FOLDER = 'config/profiles/';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string): string => readFileSync(FOLDER + name, 'utf8');
const expected = JSON.parse(readFileSync('test/fixtures/profiles/profiles.json', 'utf8')) as Record<
  string,
  object
>;

describe('the shipped profiles', () => {
  it('are twelve files, of which lmstudio and dmr are named shorter than their profiles', () => {
    const names = files.map((name) => name.replace('.yaml', ''));
    const profiles = Object.keys(expected).map(
      (name) => ({ 'lm-studio': 'lmstudio', 'docker-model-runner': 'dmr' })[name] ?? name,
    );
    expect(names.sort()).toEqual(profiles.sort());
  });

  it.each(files)('say in %s what they should, without a remark', (name) => {
    const parsed = parseDefinition(textOf(name));
    expect(parsed).not.toHaveProperty('failure');
    if ('failure' in parsed) return;
    expect(parsed.remarks).toEqual([]);
    const { api, ...rest } = parsed.definition;
    // `operations` is a key of ours.
    const { operations: _, ...original } = api ?? {};
    expect({ ...rest, api: original }).toEqual(expected[parsed.definition.name]);
  });

  it.each(files)('are embedded as %s has them (else run: node test/support/embed-profiles.mjs)', (name) => {
    const parsed = parseDefinition(textOf(name));
    expect(knownDefinition(textOf(name))).toEqual('definition' in parsed && parsed.definition);
  });

  it('are embedded once each, and no others', () => {
    expect(SHIPPED_TEXTS).toHaveLength(files.length);
    expect(shippedDefinitions().map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(expected)),
    );
  });

  it('are known with the line ends of Windows too', () => {
    expect(knownDefinition(textOf('vllm.yaml').replaceAll('\n', '\r\n'))?.name).toBe('vllm');
    expect(knownDefinition(`${textOf('vllm.yaml')}\n`)).toBeUndefined();
  });

  it.each(shippedDefinitions())(
    'have indices in $name that lead to fitting paths',
    ({ api, path_indices }) => {
      const led = Object.entries(path_indices ?? {}).filter(([, index]) => index >= 0);
      const paths = led.map(([what, index]) => `${what} ${api?.paths?.[index]}`);
      expect(paths.filter((path) => !FITTING.test(path))).toEqual([]);
    },
  );
});
