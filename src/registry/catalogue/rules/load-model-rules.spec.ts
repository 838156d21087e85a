import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { defaultModelRules } from './compile-rules.js';
import { loadModelRules } from './load-model-rules.js';
import { reportModelRules } from './report-model-rules.js';

const file = (quantization: string): string => `quantization: { mappings: { X: ${quantization} } }`;

describe('loadModelRules', () => {
  let top: string;
  let cwd: string;

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'olla-rules-'));
    cwd = join(top, 'a', 'b');
    mkdirSync(cwd, { recursive: true });
  });

  afterEach(() => rmSync(top, { recursive: true }));

  function write(place: string, content: string): void {
    const path = join(cwd, place);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  it('uses the built-in rules, silently, when there is no file', () => {
    expect(loadModelRules({ cwd, env: {} })).toEqual({
      rules: defaultModelRules(),
      source: undefined,
      warnings: [],
    });
  });

  it('looks in the six places in their order', () => {
    const env = { OLLA_CONFIG_DIR: join(cwd, 'elsewhere') };
    const places = [
      join(cwd, 'elsewhere', 'models.yaml'),
      '../../config/models.yaml',
      '../config/models.yaml',
      'config-base/models.yaml',
      'config/models.yaml',
      'models.yaml',
    ];
    for (const place of places) {
      write(place.replace(cwd, '.'), file('found'));
      expect(loadModelRules({ cwd, env }).source).toBe(place);
    }
  });

  it('looks in the directory of the environment only when it is set', () => {
    write('elsewhere/models.yaml', file('found'));
    expect(loadModelRules({ cwd, env: {} }).source).toBeUndefined();
    expect(loadModelRules({ cwd, env: { OLLA_CONFIG_DIR: 'elsewhere' } }).rules.quantizations.get('X')).toBe(
      'found',
    );
  });

  it('goes on to the next file, with a warning, when one cannot be used', () => {
    mkdirSync(join(cwd, 'models.yaml'));
    write('config/models.yaml', 'a: [');
    write('config-base/models.yaml', '# nothing\n');
    write('../config/models.yaml', file('good'));
    const { source, rules, warnings } = loadModelRules({ cwd, env: {} });
    expect(source).toBe('../config/models.yaml');
    expect(rules.quantizations.get('X')).toBe('good');
    expect(warnings).toEqual([
      expect.stringContaining('models.yaml: EISDIR'),
      expect.stringMatching(/^config\/models\.yaml: Flow sequence [^\n]*$/),
      'config-base/models.yaml: parsed but contains no configuration',
    ]);
  });

  it('uses the built-in rules when a pattern of the file does not compile', () => {
    write('models.yaml', "model_extraction: { family_patterns: [{ pattern: '^(a+)+$' }] }");
    write('config/models.yaml', file('never read'));
    expect(loadModelRules({ cwd, env: {} })).toEqual({
      rules: defaultModelRules(),
      source: undefined,
      warnings: ['models.yaml: pattern "^(a+)+$" repeats a group that has repeats or alternatives'],
    });
  });
});

describe('reportModelRules', () => {
  const rules = defaultModelRules();

  function report(source: string | undefined, warnings: readonly string[]): unknown[] {
    const lines: unknown[] = [];
    const write =
      (level: string) =>
      (message: string, facts?: object): void =>
        void lines.push([level, message, ...(facts ? [facts] : [])]);
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    reportModelRules({ rules, source, warnings }, log);
    return lines;
  }

  it('says quietly that there is no file', () => {
    expect(report(undefined, [])).toEqual([
      ['debug', 'model unification config: no models.yaml found, using embedded defaults'],
    ]);
  });

  it('says which file is used', () => {
    expect(report('models.yaml', [])).toEqual([
      ['info', 'model unification config loaded', { source: 'models.yaml' }],
    ]);
  });

  it('names files that could not be used, and what is used in their place', () => {
    const message = 'model unification config: found unusable models.yaml candidate(s)';
    expect(report('config/models.yaml', ['models.yaml: bad', 'x: worse'])).toEqual([
      ['warn', `${message}, using config/models.yaml instead`, { details: 'models.yaml: bad; x: worse' }],
      ['info', 'model unification config loaded', { source: 'config/models.yaml' }],
    ]);
    expect(report(undefined, ['models.yaml: bad'])).toEqual([
      ['warn', `${message}, falling back to embedded defaults`, { details: 'models.yaml: bad' }],
    ]);
  });
});
