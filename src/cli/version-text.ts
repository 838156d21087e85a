import os from 'node:os';
import { build } from '../core/version.js';

const WIDTH = 70;

/** The box that every start prints on stderr (configuration.md §3.1). */
export function banner(): string {
  const bar = '─'.repeat(WIDTH - 2);
  return [
    `╭${bar}╮`,
    line(`Olla ${build.version}`),
    line('github.com/thushan/olla, in TypeScript'),
    `╰${bar}╯`,
  ].join('\n');
}

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

function line(text: string): string {
  const room = WIDTH - 4;
  const shown = text.length > room ? `${text.slice(0, room - 3)}...` : text;
  const left = Math.floor((room - shown.length) / 2);
  return `│ ${' '.repeat(left)}${shown}${' '.repeat(room - shown.length - left)} │`;
}
