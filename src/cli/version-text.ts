import os from 'node:os';
import { build } from '../core/version.js';
import { banner } from './banner.js';

/** Banner and build facts, as `--version` prints them. */
export function versionText(): string {
  const facts: [string, string][] = [
    ['Commit', build.commit],
    ['Built', build.date],
    ['Using', 'nest build (SWC)'],
    ['With', `node ${process.version}`],
    ['For', os.platform()],
    ['On', os.arch()],
    ['By', 'local'],
  ];
  return [banner(), ...facts.map(([label, value]) => ` ${label.padEnd(7)} ${value}`)].join('\n');
}
