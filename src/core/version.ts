import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
  /** Written when an image or package is made. */
  readonly build?: { readonly commit?: string; readonly date?: string };
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest;

/** What this build calls itself, in every header, user agent and answer. */
export const build = {
  version: `v${manifest.version}`,
  commit: manifest.build?.commit ?? 'none',
  date: manifest.build?.date ?? 'nowish',
} as const;
