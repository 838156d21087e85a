import { build } from '../core/version.js';
import { banner, versionText } from './version-text.js';

describe('the version text', () => {
  it('starts with a box of 70 columns that names the version', () => {
    const lines = banner().split('\n');
    expect(lines.map((line) => line.length)).toEqual([70, 70, 70, 70]);
    expect(lines[1]).toContain(`Olla ${build.version}`);
    expect(lines[2]).toContain('github.com/thushan/olla');
  });

  it('goes on with the facts of the build', () => {
    const labels = versionText().split('\n').slice(4);
    expect(labels.map((line) => line.trim().split(/\s+/)[0])).toEqual([
      'Commit',
      'Built',
      'Using',
      'With',
      'For',
      'On',
      'By',
    ]);
    expect(labels[3]).toContain(process.versions.node);
  });
});
