import { platformName, versionReport } from './version-report.js';

describe('platformName', () => {
  it.each([
    ['linux', 'x64', 'linux/amd64'],
    ['darwin', 'arm64', 'darwin/arm64'],
    ['win32', 'x64', 'windows/amd64'],
    ['linux', 'ia32', 'linux/386'],
  ])('writes %s %s as %s', (os, processor, name) => expect(platformName(os, processor)).toBe(name));
});

describe('versionReport', () => {
  it('has every key and only strings and lists of strings', () => {
    const report = versionReport() as Record<string, unknown>;
    expect(Object.keys(report)).toEqual([
      'api',
      'links',
      'build',
      'name',
      'version',
      'edition',
      'description',
      'capabilities',
      'capabilities_experimental',
      'supported_backends',
    ]);
    expect(JSON.stringify(report)).not.toMatch(/null|:\d|:true|:false|""/);
    expect(report['build']).toMatchObject({ go_version: `node ${process.version}` });
  });
});
