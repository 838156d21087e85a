import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../environment/interpolation.js';
import type { ProfileWarning } from './profile-warning.js';

/** Where profiles are looked for. */
export interface ProfilePlaces {
  /** The working directory: its `config/profiles` is looked at. */
  readonly cwd: string;
  /** `OLLA_PROFILES_DIR` names one more directory. */
  readonly env: Environment;
}

/** A file that may hold a profile. */
export interface ProfileFile {
  /** Absolute. */
  readonly path: string;
  /** As people name it. */
  readonly shown: string;
}

const SHIPPED = fileURLToPath(new URL('../../../config/profiles', import.meta.url));
const PROFILE_FILE = /\.ya?ml$/;

/**
 * Every profile file in the order in which they count, the last one most: those that were installed, those
 * of the working directory, those of the operator's directory. A directory is walked once.
 */
export function profileFiles(
  { cwd, env }: ProfilePlaces,
  warnings: ProfileWarning[],
): readonly ProfileFile[] {
  const asked = env['OLLA_PROFILES_DIR'];
  const folders = [SHIPPED, resolve(cwd, 'config/profiles'), ...(asked ? [resolve(cwd, asked)] : [])];
  const seen = new Set<string>();
  const files: ProfileFile[] = [];
  folders.forEach((folder, index) => {
    const real = realPath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    files.push(...walk(folder, cwd, index < 2, warnings));
  });
  return files;
}

/** In lexical order, folders among the files; hidden ones are somebody's notes or a volume's own affair. */
function* walk(
  folder: string,
  cwd: string,
  mayBeMissing: boolean,
  warnings: ProfileWarning[],
): Iterable<ProfileFile> {
  for (const entry of entriesIn(folder, cwd, mayBeMissing, warnings)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path, cwd, false, warnings);
    else if (PROFILE_FILE.test(entry.name)) yield { path, shown: shown(path, cwd) };
  }
}

function entriesIn(
  folder: string,
  cwd: string,
  mayBeMissing: boolean,
  warnings: ProfileWarning[],
): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (mayBeMissing && code === 'ENOENT') return [];
    warnings.push({ file: shown(folder, cwd), reason: readFailure(error), skipped: true });
    return [];
  }
}

/** Without the path, which stands in front of it. */
export function readFailure(error: unknown): string {
  return `failed to read profile file: ${(error as Error).message.split(', ')[0]}`;
}

function shown(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below === '' || below.startsWith('..') ? path : below.split(sep).join('/');
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
