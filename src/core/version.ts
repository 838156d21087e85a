import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What this build calls itself, in every header, user agent and answer. */
export const build = {
  version: process.env['OLLA_BUILD_VERSION'] ?? `v${manifest.version}`,
  commit: process.env['OLLA_BUILD_COMMIT'] ?? 'none',
  date: process.env['OLLA_BUILD_DATE'] ?? 'nowish',
} as const;
