import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProfiles, type LoadedProfiles, type ProfileFilter, ProfileSource } from './profile-source.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'profiles-'));
  mkdirSync(join(cwd, 'config/profiles'), { recursive: true });
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(cwd, 'config/profiles', name), text);
const load = (filter?: ProfileFilter): LoadedProfiles => loadProfiles({ cwd, env: {}, filter });
const names = (filter?: ProfileFilter): string[] => load(filter).catalogue.all.map(({ name }) => name);

describe('loading profiles', () => {
  it('gives what is shipped and what is written', () => {
    write('gpu.yaml', 'name: gpu\nextends: vllm\ncharacteristics: { default_priority: 7 }');
    const { catalogue, warnings } = load();
    expect(warnings).toEqual([]);
    expect(catalogue.all).toHaveLength(13);
    expect(catalogue.byName('gpu')).toMatchObject({ defaultPriority: 7, timeoutMs: 120_000 });
    expect(catalogue.byPrefix('gpu')?.name).toBe('gpu');
    expect(catalogue.byPrefix('vllm')?.name).toBe('vllm');
  });

  it.each<[ProfileFilter, string]>([
    [{ include: ['ollama', 'lm-studio'], exclude: [] }, 'lm-studio ollama'],
    [{ include: ['O*'], exclude: ['*compatible'] }, 'ollama omlx'],
    [{ include: [], exclude: ['*l*', 'docker*'] }, ''],
    [{ include: ['ollama'], exclude: ['*'] }, ''],
  ])('keeps what %j leaves', (filter, left) => {
    expect(names(filter).join(' ')).toBe(left);
  });

  it('has no routes and no types for what is filtered out', () => {
    const { catalogue } = load({ include: [], exclude: ['vllm', '*studio*'] });
    expect(catalogue.byPrefix('vllm')).toBeUndefined();
    expect(catalogue.canonical('lmstudio')).toBeUndefined();
    expect(catalogue.typeNames()).not.toContain('vllm');
    expect(catalogue.byNameOrGeneric('vllm')?.name).toBe('openai-compatible');
    expect([...(catalogue.supportingPath('/tokenize') ?? [])]).toEqual(['llamacpp']);
  });

  it('warns of a prefix that two claim, unless the filter leaves only one of them', () => {
    write('a.yaml', 'name: tpu\nrouting: { prefixes: [fast] }');
    write('b.yaml', 'name: gpu\nrouting: { prefixes: [fast, ollama] }');
    expect(load().warnings).toEqual([
      {
        file: '',
        reason: 'routing prefix "ollama" of profile gpu belongs to profile ollama already',
        skipped: false,
      },
      {
        file: '',
        reason: 'routing prefix "fast" of profile tpu belongs to profile gpu already',
        skipped: false,
      },
    ]);
    expect(load().catalogue.byPrefix('fast')?.name).toBe('gpu');
    const filtered = load({ include: [], exclude: ['gpu'] });
    expect(filtered.warnings).toEqual([]);
    expect(filtered.catalogue.byPrefix('fast')?.name).toBe('tpu');
  });

  it('reads the files once, until it is told to forget them', () => {
    const source = new ProfileSource({ cwd, env: {} });
    const { catalogue } = source.load();
    write('gpu.yaml', 'name: gpu');
    expect(source.load().catalogue).toBe(catalogue);
    expect(source.load({ include: [], exclude: ['none'] }).catalogue).toBe(catalogue);
    source.forget();
    expect(source.load().catalogue.byName('gpu')).toBeDefined();
  });
});
