import { mkdirSync } from 'node:fs';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { backupName } from './backups.js';
import type { FileSettings } from './file-settings.js';

const NAME = 'olla.log';
const DIRECTORY_MODE = 0o755;
const FILE_MODE = 0o600;

/**
 * Opens `olla.log` to append to it and rotates it by size. What goes wrong later is an `error` of the stream.
 * @throws when the directory cannot be made
 */
export function openRotating({ directory, rotateBytes }: FileSettings): RotatingFileStream {
  mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
  return createStream(nameOf, {
    path: directory,
    size: `${rotateBytes}B`,
    compress: 'gzip',
    mode: FILE_MODE,
  });
}

/** Two rotations within a millisecond get names as though one had come a moment later. */
const nameOf = (time: number | Date | null, index = 1): string =>
  time ? backupName(new Date(Number(time) + index - 1)) : NAME;
