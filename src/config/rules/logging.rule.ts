import { suggestion } from '../nearest.js';
import { type Draft, settle } from './draft.js';

const LEVELS: ReadonlyMap<string, 'debug' | 'info' | 'warn' | 'error'> = new Map([
  ['debug', 'debug'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
]);
const FORMATS = ['json', 'text'] as const;
const OUTPUTS = ['stdout', 'file'] as const;

/** What cannot be understood is said and replaced; logging never keeps Olla from starting (configuration.md §7.5). */
export function loggingRule({ config: { logging }, findings }: Draft): void {
  const known = <T extends string>(
    key: string,
    written: string,
    words: ReadonlyMap<string, T>,
    usual: T,
  ): T => {
    const value = words.get(written);
    if (value !== undefined || written === '') return value ?? usual;
    findings.notice(
      `logging.${key}`,
      `logging.${key} "${written}" is unknown, using ${usual}`,
      suggestion(written, words.keys()) ?? `known: ${[...words.keys()].join(', ')}`,
    );
    return usual;
  };
  settle(logging, {
    level: known('level', logging.level.toLowerCase(), LEVELS, 'info'),
    format: known('format', logging.format, same(FORMATS), 'json'),
    output: known('output', logging.output, same(OUTPUTS), 'stdout'),
  });
}

const same = <T extends string>(words: readonly T[]): ReadonlyMap<string, T> =>
  new Map(words.map((word) => [word, word]));
