import { posix } from 'node:path';

const SYSTEM = ['/etc', '/var', '/usr', '/bin', '/sbin', '/boot', '/sys', '/proc', '/dev', '/root'];
const WINDOWS = ['c:/windows', 'c:/program files', 'c:/program files (x86)'];

/** Without `.`, `..`, double and trailing slashes. */
export function normalisedPath(path: string): string {
  const plain = posix.normalize(path);
  return plain.length > 1 ? plain.replace(/\/$/, '') : plain;
}

/** Whether a normalised path is, or lies in, a directory of the operating system (configuration.md §9.4). */
export function isDangerousDirectory(path: string): boolean {
  const slashed = path.replaceAll('\\', '/').toLowerCase();
  if (/^(?:c:)?\/?$/.test(slashed)) return true;
  if (path.startsWith('/') && SYSTEM.some((directory) => isWithin(path, directory))) return true;
  return WINDOWS.some((directory) => isWithin(slashed, directory));
}

const isWithin = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(`${directory}/`);
