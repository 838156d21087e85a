import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Extension, NestModule } from './extension.js';
import { ExtensionError } from './extension-error.js';

/**
 * The modules that `extensions:` names: packages, as seen from `cwd`, or files, relative to it. The default export of
 * each is a Nest module, or a dynamic one, or a promise of one.
 * @throws ExtensionError with the name of the first that cannot be loaded
 */
export async function loadExtensions(names: readonly string[], cwd: string): Promise<readonly Extension[]> {
  const loaded: Extension[] = [];
  for (const name of names) {
    try {
      const location = locate(name, cwd);
      const { default: exported } = (await import(location)) as { default?: unknown };
      loaded.push({ name, location, module: asModule(await unwrapped(exported)) });
    } catch (error) {
      throw new ExtensionError(name, error);
    }
  }
  return loaded;
}

/** A file URL: packages are looked for beside the configuration's other files, not beside Olla's own code. */
function locate(name: string, cwd: string): string {
  if (name.startsWith('file:')) return name;
  if (name.startsWith('.') || isAbsolute(name)) return pathToFileURL(resolve(cwd, name)).href;
  return pathToFileURL(createRequire(join(cwd, 'olla.js')).resolve(name)).href;
}

/** What a CommonJS module exports as its default comes one level deeper. */
async function unwrapped(exported: unknown): Promise<unknown> {
  const value = await exported;
  const inner = (value as { default?: unknown } | undefined)?.default;
  return inner === undefined ? value : inner;
}

function asModule(exported: unknown): NestModule {
  const module = (exported as { module?: unknown } | null | undefined)?.module ?? exported;
  if (typeof module === 'function' && isDecorated(module)) return exported as NestModule;
  throw new Error('its default export is no Nest module');
}

const MODULE_KEYS = ['imports', 'providers', 'controllers', 'exports'];

const isDecorated = (module: object): boolean =>
  MODULE_KEYS.some((key) => Reflect.hasMetadata(key, module)) ||
  Reflect.hasMetadata('__module:global__', module);
