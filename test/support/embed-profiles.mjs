// Writes what the shipped profile files say into the source, so that a start need not parse them.
// Run it after every change below config/profiles; a test fails until that was done.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { parse } from 'yaml';

const folder = new URL('../../config/profiles/', import.meta.url);
const target = fileURLToPath(new URL('../../src/config/profiles/shipped-texts.ts', import.meta.url));

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const rows = files.sort().map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
  const digest = createHash('sha256').update(text).digest('hex');
  return `  // ${name}\n  [${JSON.stringify(digest)}, ${JSON.stringify(JSON.stringify(parse(text)))}],`;
});
const source = [
  '// Written by test/support/embed-profiles.mjs: change the files in config/profiles and run that.',
  '',
  '/** For each shipped profile file the SHA-256 of its text, and what that says as JSON. */',
  'export const SHIPPED_TEXTS: readonly (readonly [digest: string, json: string])[] = [',
  ...rows,
  '];',
  '',
].join('\n');
const style = await prettier.resolveConfig(target);
writeFileSync(target, await prettier.format(source, { ...style, parser: 'typescript' }));
