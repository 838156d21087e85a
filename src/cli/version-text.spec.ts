import { build } from '../core/version.js';
import { banner } from './banner.js';
import { versionText } from './version-text.js';

describe('the version text', () => {
  it('starts with the banner', () => {
    expect(versionText().startsWith(`${banner()}\n`)).toBe(true);
    expect(versionText()).toContain(build.version);
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
