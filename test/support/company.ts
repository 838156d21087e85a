import { transformFileSync } from '@swc/core';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './ask.js';
import { dig } from './dig.js';
import { scratchFolder } from './leftovers.js';
import { Olla } from './olla.js';
import { freePort } from './ports.js';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = path.join(ROOT, 'test/examples/acme');

/**
 * A folder in which a company runs Olla: the package `olla`, Nest, and the company's own example package are installed.
 * All of them lead to the files that the running program has loaded, so that a decorator is the same one everywhere.
 */
export class Company {
  readonly folder = scratchFolder();

  constructor() {
    const modules = path.join(this.folder, 'node_modules');
    mkdirSync(path.join(modules, '@acme'), { recursive: true });
    symlinkSync(ROOT, path.join(modules, 'olla'));
    symlinkSync(path.join(ROOT, 'node_modules/@nestjs'), path.join(modules, '@nestjs'));
    this.#installExample(path.join(modules, '@acme/olla-extension'));
  }

  /** Writes a file of the company's own. */
  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Starts Olla in this folder and waits until it serves. */
  async start(config: object, env: Readonly<Record<string, string>> = {}): Promise<Olla> {
    const port = await freePort();
    const olla = new Olla(port, this.configured(config, port), env, this.file, this.folder);
    await until('Olla serves', async () => {
      if (!olla.running) throw new Error(olla.log());
      return (await ask(`${olla.url}/internal/health`)).status === 200;
    });
    return olla;
  }

  /** Runs Olla in this folder to its end. */
  async run(config: object): Promise<{ code: number | null; log: string }> {
    const olla = new Olla(0, this.configured(config, await freePort()), {}, this.file, this.folder);
    const { code } = await olla.exited;
    return { code, log: olla.log() };
  }

  get file(): string {
    return path.join(this.folder, 'olla.yaml');
  }

  /** Writes a configuration. @returns the arguments that name it */
  configured(config: object, port: number): readonly string[] {
    const server = { ...(dig(config, 'server') as object | undefined), host: '127.0.0.1', port };
    this.write('olla.yaml', JSON.stringify({ ...config, server }));
    return ['-c', 'olla.yaml'];
  }

  #installExample(target: string): void {
    const dist = path.join(target, 'dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(path.join(target, 'package.json'), readFileSync(path.join(EXAMPLE, 'package.json')));
    for (const name of readdirSync(path.join(EXAMPLE, 'src'))) {
      const { code } = transformFileSync(path.join(EXAMPLE, 'src', name), {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      });
      writeFileSync(path.join(dist, name.replace(/\.ts$/, '.js')), code);
    }
  }
}
