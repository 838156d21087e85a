import { stripVTControlCharacters } from 'node:util';
import { build } from '../core/version.js';
import { banner } from './banner.js';

const rows = (text: string): string[] => stripVTControlCharacters(text).split('\n');

describe('the banner', () => {
  it('is a box of 70 columns that names version and project', () => {
    const lines = banner().split('\n');
    expect(lines.map((line) => line.length)).toEqual([70, 70, 70, 70]);
    expect(lines[1]).toContain(`Olla ${build.version}`);
    expect(lines[2]).toContain('github.com/thushan/olla');
  });

  it('cuts what is too long for it', () => {
    const [, version] = rows(banner(false, `v${'1'.repeat(90)}`));
    expect(version).toMatch(/^│ Olla v1+\.\.\. │$/);
    expect(version).toHaveLength(70);
  });

  it('has the name in large letters, a link and the version in colour, in a box as wide', () => {
    const text = banner(true);
    expect(new Set(rows(text).map((line) => line.length))).toEqual(new Set([70]));
    expect(text).toContain('\u001b]8;;https://github.com/thushan/olla\u001b\\');
    expect(rows(text).join()).toContain(build.version);
  });

  it.each([
    ['v0.0.24-3-g1234567-dirty-20250131', 'v0.0.24-dev'],
    ['v0.0.24-rc.1', 'v0.0.24-rc.1'],
    ['a-very-long-name-without-a-version', 'a-very-long-name-without-a-version'],
  ])('shortens the version in colour: %s is %s', (version, shown) => {
    expect(rows(banner(true, version)).at(-2)?.trim()).toMatch(new RegExp(`^│ +${shown} +│$`));
  });
});
