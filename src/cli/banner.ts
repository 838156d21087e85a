import { build } from '../core/version.js';

const WIDTH = 70;
const ROOM = WIDTH - 4;
const PROJECT = 'github.com/thushan/olla';
const WORD = ['▄▀▀▀▄  █     █     ▄▀▀▄ ', '█   █  █     █     █▄▄█ ', '▀▄▄▄▀  █▄▄▄  █▄▄▄  █  █ '];
const CYAN = '\u001b[36m';
const BOLD = '\u001b[1m';
const END = '\u001b[0m';
const SEMVER = /^(v?\d+\.\d+\.\d+)-/;
/** Longer versions are shortened where there is colour. */
const LONGEST_VERSION = 24;

/** The box at the top of a start for people (configuration.md §3.1). */
export function banner(colour = false, version: string = build.version): string {
  return colour ? painted(version) : boxed([`Olla ${version}`, `${PROJECT}, in TypeScript`].map(centred));
}

function painted(version: string): string {
  const link = centred(PROJECT).replace(PROJECT, (text) => linked(`https://${text}`, text));
  const shown = centred(shortened(version)).replace(/\S+/, (text) => `${BOLD}${text}${END}`);
  return boxed([...WORD.map((row) => `${CYAN}${centred(row)}${END}`), link, shown]);
}

function boxed(rows: readonly string[]): string {
  const bar = '─'.repeat(WIDTH - 2);
  return [`╭${bar}╮`, ...rows.map((row) => `│ ${row} │`), `╰${bar}╯`].join('\n');
}

function centred(text: string): string {
  const shown = text.length > ROOM ? `${text.slice(0, ROOM - 3)}...` : text;
  const left = Math.floor((ROOM - shown.length) / 2);
  return `${' '.repeat(left)}${shown}${' '.repeat(ROOM - shown.length - left)}`;
}

/** A build between two releases: `v0.0.24-3-gabcdef-dirty-…` is `v0.0.24-dev`. */
function shortened(version: string): string {
  const release = SEMVER.exec(version)?.[1];
  return version.length > LONGEST_VERSION && release ? `${release}-dev` : version;
}

/** A link as terminals understand it (OSC 8). */
const linked = (url: string, text: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
