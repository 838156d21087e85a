import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProfileDefinition } from './profile-definition.js';
import { profileWarningText } from './profile-warning.js';
import { type ReadProfiles, readProfiles } from './read-profiles.js';

let cwd: string;
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'profiles-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, text: string): string {
  const path = join(cwd, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
const profile = (file: string, text: string): string => write(`config/profiles/${file}`, text);
const read = (env: Record<string, string> = {}): ReadProfiles => readProfiles({ cwd, env });
const warnings = (found: ReadProfiles = read()): string[] => found.warnings.map(profileWarningText);
function named(name: string, found: ReadProfiles = read()): ProfileDefinition | undefined {
  return found.definitions.find((definition) => definition.name === name);
}

describe('reading profiles', () => {
  it('needs no folder', () => {
    expect(read()).toMatchObject({ warnings: [], definitions: { length: 12 } });
  });

  it('finds nothing new in the folder that is shipped', () => {
    cpSync('config/profiles', join(cwd, 'config/profiles'), { recursive: true });
    expect(read()).toMatchObject({ warnings: [], definitions: { length: 12 } });
    expect(readProfiles({ cwd: process.cwd(), env: {} }).definitions).toEqual(read().definitions);
  });

  it('walks folders in lexical order, the last of a name counting', () => {
    profile('b.yaml', 'name: gpu\ndescription: second');
    profile('a/z.yml', 'name: gpu\ndescription: first');
    expect(named('gpu')).toEqual({ name: 'gpu', description: 'second' });
    profile('c/deep/er.yml', 'name: gpu\ndescription: third');
    expect(named('gpu')?.description).toBe('third');
  });

  it('leaves alone what is hidden or no YAML', () => {
    profile('.gpu.yaml', 'name: [');
    profile('..data/gpu.yaml', 'name: [');
    profile('gpu.yaml.bak', 'name: [');
    profile('README.md', '# profiles');
    expect(read()).toMatchObject({ warnings: [], definitions: { length: 12 } });
  });

  it('follows a link to a file', () => {
    const target = write('elsewhere.txt', 'name: gpu');
    mkdirSync(join(cwd, 'config/profiles'), { recursive: true });
    symlinkSync(target, join(cwd, 'config/profiles/gpu.yaml'));
    expect(named('gpu')).toBeDefined();
  });

  it('lets a file replace a whole profile', () => {
    profile('mine.yaml', 'name: ollama\nrouting: { prefixes: [ollama] }');
    expect(named('ollama')).toEqual({ name: 'ollama', routing: { prefixes: ['ollama'] } });
    expect(read().definitions).toHaveLength(12);
  });

  it('takes the folder that the environment names last, relative to the working directory', () => {
    profile('gpu.yaml', 'name: gpu\ndescription: here');
    write('mine/gpu.yaml', 'name: gpu\ndescription: there');
    const env = { OLLA_PROFILES_DIR: 'mine' };
    expect(named('gpu', read(env))?.description).toBe('there');
    expect(named('gpu')?.description).toBe('here');
    expect(warnings(read({ OLLA_PROFILES_DIR: './config/profiles/' }))).toEqual([]);
  });

  it('says that the folder which the environment names is not there', () => {
    expect(warnings(read({ OLLA_PROFILES_DIR: 'mine' }))).toEqual([
      'mine: failed to read profile file: ENOENT: no such file or directory',
    ]);
  });

  it('loads the others when one is broken, and forgets the warning when it is mended', () => {
    profile('broken.yaml', 'name: gpu\n  paths: [');
    profile('nameless.yaml', 'version: "2"');
    profile('valid.yaml', 'name: tpu');
    const found = read();
    expect(warnings(found)).toEqual([
      expect.stringMatching(
        /^config\/profiles\/broken\.yaml: failed to parse profile YAML: line 1, column 7: /,
      ),
      'config/profiles/nameless.yaml: profile name is required',
    ]);
    expect(found.warnings.every(({ skipped }) => skipped)).toBe(true);
    expect(found.definitions).toHaveLength(13);
    expect(named('tpu', found)).toBeDefined();
    profile('broken.yaml', 'name: gpu');
    profile('nameless.yaml', 'name: npu');
    expect(read()).toMatchObject({ warnings: [], definitions: { length: 15 } });
  });

  it('says what is odd about a file, and uses the rest of it', () => {
    profile('gpu.yaml', 'name: gpu\napi: { pahts: [] }');
    expect(read().warnings).toEqual([
      {
        file: 'config/profiles/gpu.yaml',
        reason: 'line 2, column 8: unknown key api.pahts is ignored (did you mean api.paths?)',
        skipped: false,
      },
    ]);
    expect(named('gpu')).toBeDefined();
  });

  it('skips a file that cannot be read', () => {
    mkdirSync(join(cwd, 'config/profiles'), { recursive: true });
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'config/profiles/gone.yaml'));
    const locked = profile('locked.yaml', 'name: gpu');
    chmodSync(locked, 0o000);
    const reasons = warnings();
    expect(reasons).toContain(
      'config/profiles/gone.yaml: failed to read profile file: ENOENT: no such file or directory',
    );
    if (process.getuid?.() === 0) return;
    expect(reasons).toContain(
      'config/profiles/locked.yaml: failed to read profile file: EACCES: permission denied',
    );
  });
});

describe('a profile that extends another', () => {
  it('has what that one has, mappings merged and all else replaced', () => {
    profile('gpu.yaml', 'name: gpu\nextends: vllm\napi: { paths: [/x] }\ncharacteristics: { timeout: 9m }');
    const [gpu, vllm] = [named('gpu')!, named('vllm')!];
    expect(gpu.api).toEqual({ ...vllm.api, paths: ['/x'] });
    expect(gpu.characteristics).toEqual({ ...vllm.characteristics, timeout: '9m' });
    expect(gpu.resources).toEqual(vllm.resources);
    expect(gpu).not.toHaveProperty('extends');
  });

  it('is reached under its own name unless it says otherwise', () => {
    profile('a.yaml', 'name: gpu\nextends: vllm');
    profile('b.yaml', 'name: tpu\nextends: vllm\nrouting: { prefixes: [fast, tpu] }');
    profile('c.yaml', 'name: npu\nextends: vllm\nrouting: ~');
    expect(named('gpu')?.routing).toEqual({ prefixes: ['gpu'] });
    expect(named('tpu')?.routing).toEqual({ prefixes: ['fast', 'tpu'] });
    expect(named('npu')?.routing).toBeUndefined();
  });

  it('loses what it gives as nothing', () => {
    profile('gpu.yaml', 'name: gpu\nextends: ollama\napi: { anthropic_support: ~ }\nmodels:');
    expect(named('gpu')?.api).not.toHaveProperty('anthropic_support');
    expect(named('gpu')).not.toHaveProperty('models');
  });

  it('may change a profile of its own name', () => {
    const shipped = named('ollama')!;
    profile('a.yaml', 'name: ollama\nextends: ollama\ncharacteristics: { timeout: 9m }');
    profile('b.yaml', 'name: ollama\nextends: ollama\ncharacteristics: { default_priority: 7 }');
    expect(named('ollama')).toEqual({
      ...shipped,
      characteristics: { ...shipped.characteristics, timeout: '9m', default_priority: 7 },
    });
  });

  it('may extend a profile of a later file, and that another', () => {
    profile('a.yaml', 'name: a\nextends: b\ndescription: mine');
    profile('b.yaml', 'name: b\nextends: c\nversion: "3"');
    profile('c.yaml', 'name: c\nextends: vllm\ndisplay_name: C');
    expect(named('a')).toMatchObject({ description: 'mine', version: '3', display_name: 'C' });
    expect(named('a')?.resources).toEqual(named('vllm')?.resources);
  });

  it('is skipped when there is no such profile, and so is who extends it', () => {
    profile('a.yaml', 'name: workstation\nextends: notebook');
    profile('b.yaml', 'name: notebook\nextends: olama');
    expect(warnings()).toEqual([
      'config/profiles/b.yaml: extends "olama", which is no profile (did you mean "ollama"?)',
      'config/profiles/a.yaml: extends "notebook", which is no profile',
    ]);
    expect(read().definitions).toHaveLength(12);
  });

  it('is skipped with all others of a circle, and what lay below them counts again', () => {
    profile('a.yaml', 'name: a\nextends: vllm');
    profile('b.yaml', 'name: vllm\nextends: a');
    profile('c.yaml', 'name: c\nextends: c');
    const found = read();
    expect(warnings(found)).toEqual([
      'config/profiles/b.yaml: extends itself: vllm → a → vllm',
      'config/profiles/a.yaml: extends itself: vllm → a → vllm',
      'config/profiles/c.yaml: extends itself: c → c',
    ]);
    expect(found.definitions).toHaveLength(12);
    expect(named('vllm', found)?.api?.paths).toContain('/tokenize');
  });

  it('keeps to the plain keys of its maps', () => {
    profile('gpu.yaml', 'name: gpu\nextends: vllm\npath_indices: { __proto__: 1, constructor: 2 }');
    expect(Object.entries(named('gpu')?.path_indices ?? {})).toEqual(
      expect.arrayContaining([
        ['__proto__', 1],
        ['constructor', 2],
      ]),
    );
  });
});
