import type { NewsView } from '../../wire.js';
import { lookOf, type Tone } from './status.js';

export interface Told {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of the news: one thing, or many of a kind that happened one after the other. */
export interface Line extends Told {
  readonly number: number;
  readonly at: number;
}

/** From so many on they are told as one. */
const MANY = 4;

/** The news as lines, in its order. */
export function linesOf(news: readonly NewsView[]): readonly Line[] {
  const lines: Line[] = [];
  for (let i = 0; i < news.length;) {
    let end = i + 1;
    while (end < news.length && kindOf(news[end]!) === kindOf(news[i]!)) end++;
    const run = news.slice(i, end);
    const together = run.length >= MANY ? togetherText(run) : undefined;
    const { number, at } = run[0]!;
    if (together === undefined)
      lines.push(...run.map((item) => ({ ...told(item), number: item.number, at: item.at })));
    else lines.push({ text: together, tone: told(run[0]!).tone, number, at });
    i = end;
  }
  return lines;
}

const kindOf = ({ type, facts }: NewsView): string => `${type} ${textOf(facts['after'])}`;

function togetherText(run: readonly NewsView[]): string | undefined {
  const { type, facts } = run[0]!;
  const endpoints = `${new Set(run.map((item) => textOf(item.facts['endpoint']))).size} endpoints`;
  switch (type) {
    case 'endpoint.added':
      return `${endpoints} joined the fleet`;
    case 'endpoint.removed':
      return `${endpoints} left the fleet`;
    case 'endpoint.status':
      return `${endpoints} are ${lookOf(textOf(facts['after'])).word.toLowerCase()}`;
    case 'models.changed':
      return `Models of ${endpoints} changed`;
    default:
      return undefined;
  }
}

/** A piece of news as a sentence. One of a kind that is new is shown as it is. */
export function told({ type, facts }: NewsView): Told {
  const name = textOf(facts['endpoint']);
  switch (type) {
    case 'endpoint.added':
      return { text: `${name} joined the fleet`, tone: 'info' };
    case 'endpoint.removed':
      return { text: `${name} left the fleet`, tone: 'info' };
    case 'endpoint.status':
      return statusText(name, facts);
    case 'endpoint.draining':
      return facts['draining'] === true
        ? { text: `${name} is draining: it gets no new requests`, tone: 'info' }
        : { text: `${name} takes requests again`, tone: 'ok' };
    case 'endpoint.detected':
      return { text: `${name} turned out to be ${textOf(facts['type'])}`, tone: 'info' };
    case 'models.changed':
      return { text: modelsText(name, facts), tone: 'idle' };
    case 'breaker':
      return facts['state'] === 'open'
        ? { text: `Circuit breaker of ${name} opened`, tone: 'warn' }
        : { text: `Circuit breaker of ${name} closed`, tone: 'ok' };
    case 'config.applied':
      return { text: `New configuration in force (${listText(facts['changed'])})`, tone: 'ok' };
    case 'config.refused':
      return { text: `New configuration refused: ${textOf(facts['headline'])}`, tone: 'bad' };
    case 'admin':
      return {
        text: `${textOf(facts['who'])}: ${textOf(facts['action'])} ${textOf(facts['target'])}`.trim(),
        tone: 'idle',
      };
    default:
      return { text: `${type} ${name}`.trim(), tone: 'idle' };
  }
}

function statusText(name: string, facts: NewsView['facts']): Told {
  const look = lookOf(textOf(facts['after']));
  const how = facts['cause'] === 'traffic' ? ', noticed by a request' : '';
  return { text: `${name} is ${look.word.toLowerCase()}${how}`, tone: look.tone };
}

function modelsText(name: string, facts: NewsView['facts']): string {
  const [added, removed] = [Number(facts['added_count'] ?? 0), Number(facts['removed_count'] ?? 0)];
  const parts = [added > 0 ? `${added} new` : '', removed > 0 ? `${removed} gone` : ''].filter(Boolean);
  return `Models of ${name}: ${parts.join(', ') || 'details changed'}, ${textOf(facts['count'])} in all`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const listText = (value: unknown): string => {
  const paths = Array.isArray(value) ? value.map(textOf) : [];
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
};
