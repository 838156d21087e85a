import { Module } from '@nestjs/common';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blamed, ExtensionError } from './extension-error.js';
import { loadExtensions } from './load-extensions.js';

const common = require.resolve('@nestjs/common');
/** A module without TypeScript: what a compiled extension looks like. */
const moduleCode = (name: string): string =>
  `const { Module } = require(${JSON.stringify(common)}); class ${name} {}; Module({ providers: [] })(${name});`;

describe('loadExtensions', () => {
  let cwd: string;

  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'olla-extension-')));
  });

  const file = (name: string, code: string): void => writeFileSync(join(cwd, name), code);

  it('loads a file that is named relative to the working directory', async () => {
    file('acme.cjs', `${moduleCode('AcmeModule')} module.exports = AcmeModule;`);
    const [extension] = await loadExtensions(['./acme.cjs'], cwd);
    expect(extension!.name).toBe('./acme.cjs');
    expect((extension!.module as { name: string }).name).toBe('AcmeModule');
  });

  it('loads a package that is installed beside the configuration', async () => {
    const folder = join(cwd, 'node_modules', '@acme', 'olla');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@acme/olla', main: './main.cjs' }));
    writeFileSync(join(folder, 'main.cjs'), `${moduleCode('AcmeModule')} exports.default = AcmeModule;`);
    const [extension] = await loadExtensions(['@acme/olla'], cwd);
    expect(extension!.location).toContain('@acme/olla/main.cjs');
  });

  it('takes a dynamic module, also one that is only promised', async () => {
    file('acme.cjs', `${moduleCode('A')} module.exports = Promise.resolve({ module: A, providers: [] });`);
    const [extension] = await loadExtensions(['./acme.cjs'], cwd);
    expect(extension!.module).toMatchObject({ providers: [] });
  });

  it.each([
    ['is not there', undefined, 'extension "./acme.cjs": '],
    ['exports no module', 'module.exports = { hello: 1 };', 'its default export is no Nest module'],
    ['throws while it loads', 'throw new Error("no licence");', 'extension "./acme.cjs": no licence'],
  ])('names an extension that %s', async (_what, code, message) => {
    if (code !== undefined) file('acme.cjs', code);
    await expect(loadExtensions(['./acme.cjs'], cwd)).rejects.toThrow(ExtensionError);
    await expect(loadExtensions(['./acme.cjs'], cwd)).rejects.toThrow(message);
  });
});

describe('blamed', () => {
  class AcmeModule {}
  const extensions = [{ name: '@acme/olla', location: 'file:///srv/acme/main.js', module: AcmeModule }];

  it('names the extension in whose code the failure happened', () => {
    const error = new Error('boom');
    error.stack = 'Error: boom\n    at new Cheapest (file:///srv/acme/main.js:3:9)';
    expect((blamed(error, extensions) as Error).message).toBe('extension "@acme/olla": boom');
  });

  it('names the extension whose module Nest complains of', () => {
    const error = new Error("Nest can't resolve dependencies of the Cheapest (?) in the AcmeModule context.");
    expect((blamed(error, extensions) as Error).message).toContain('extension "@acme/olla"');
  });

  it('names the extension by a class that its module brings', () => {
    class Cheapest {}
    class Billing {}
    Module({ providers: [{ provide: 'x', useValue: 1 }, Cheapest] })(AcmeModule);
    const dynamic = { module: AcmeModule, providers: [{ provide: 'billing', useClass: Billing }] };
    const extension = { name: 'acme', location: '', module: dynamic };
    for (const name of ['Cheapest', 'Billing', 'AcmeModule']) {
      const error = blamed(new Error(`Two providers are named "x": PriorityStrategy and ${name}`), [
        extension,
      ]);
      expect((error as Error).message).toContain('extension "acme"');
    }
  });

  it('leaves a failure of our own as it is', () => {
    const error = new Error('failed to bind');
    expect(blamed(error, extensions)).toBe(error);
  });
});
