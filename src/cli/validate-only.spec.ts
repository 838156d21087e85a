import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateOnly } from './validate-only.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'validate-'));
  mkdirSync(join(cwd, 'config/profiles'), { recursive: true });
  jest.spyOn(process, 'cwd').mockReturnValue(cwd);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(cwd, { recursive: true });
});

const write = (file: string, text: string): void => writeFileSync(join(cwd, 'config', file), text);

/** What it says of profiles, and how it ends. */
function report(): { profiles: string; exitCode: unknown } {
  let text = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  validateOnly({ config: '', strict: false }, {});
  const profiles = text.slice(text.search(/^.{7}profiles/m), text.indexOf('\n\n'));
  return { profiles, exitCode: process.exitCode };
}

describe('--validate-config on profiles', () => {
  it('counts all but the generic one', () => {
    expect(report()).toEqual({ profiles: '[OK]   profiles     11 profile(s) loaded', exitCode: 0 });
  });

  it('counts what the filter leaves, and refuses a type that it does not', () => {
    write('config.yaml', 'proxy: { profile_filter: { exclude: [vllm*] } }');
    expect(report()).toEqual({ profiles: '[OK]   profiles     9 profile(s) loaded', exitCode: 0 });
    const endpoint = '{ url: "http://h:1", name: gpu, type: vllm }';
    write(
      'config.yaml',
      `proxy: { profile_filter: { exclude: [vllm*] } }\ndiscovery: { static: { endpoints: [${endpoint}] } }`,
    );
    expect(report().exitCode).toBe(1);
  });

  it('knows types of the folder, and says what is wrong there', () => {
    write('profiles/gpu.yaml', 'name: gpu\nextends: vllm\n');
    write('config.yaml', 'discovery: { static: { endpoints: [{ url: "http://h:1", name: g, type: GPU }] } }');
    expect(report()).toEqual({ profiles: '[OK]   profiles     12 profile(s) loaded', exitCode: 0 });
    write('profiles/none.yaml', 'version: "1"\n');
    expect(report()).toEqual({
      profiles: [
        '[WARN] profiles     12 profile(s) loaded (1 issue(s))',
        '         - config/profiles/none.yaml: profile name is required',
      ].join('\n'),
      exitCode: 1,
    });
  });
});
