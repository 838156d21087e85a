import type { Exchange } from '../core/exchange.js';
import { isArray, isString, type Member, scanObject } from '../core/json-scan.js';
import { fnv1a64 } from './fnv.js';

export interface StickyKey {
  readonly key: string;
  readonly source: string;
}

type KeySource = (exchange: Exchange, prefixBytes: number) => string;

/** Where a conversation's key can come from (proxying.md §7); `` = nothing usable there. */
const SOURCES: Readonly<Record<string, KeySource>> = {
  session_header: (exchange) => {
    const session = headerOf(exchange, 'x-olla-session-id');
    return session ? `${fnv1a64(Buffer.from(session))}:${exchange.model}` : '';
  },
  prefix_hash: (exchange, prefixBytes) => {
    const prefix = conversationPrefix(exchange.body, prefixBytes);
    return prefix ? `${exchange.model.replaceAll(':', '_')}:${fnv1a64(prefix)}` : '';
  },
  auth_header: (exchange) => {
    const credential = headerOf(exchange, 'authorization');
    return credential ? `auth:${fnv1a64(Buffer.from(credential))}:${exchange.model}` : '';
  },
  ip: (exchange) => `ip:${exchange.peer}:${exchange.model}`,
};

/** The first key that one of the sources, in their configured order, can give. */
export function stickyKey(
  exchange: Exchange,
  sources: readonly string[],
  prefixBytes: number,
): StickyKey | undefined {
  for (const source of sources) {
    const key = SOURCES[source]?.(exchange, prefixBytes);
    if (key) return { key, source };
  }
  return undefined;
}

/** The first bytes of the raw text of `messages`, else of `prompt`, as far as the body's beginning holds them. */
export function conversationPrefix(body: Buffer, prefixBytes: number): Buffer | undefined {
  const limit = prefixBytes > 0 ? prefixBytes : 512;
  const head = body.subarray(0, limit + 1);
  let messages: Member | undefined;
  let prompt: Member | undefined;
  scanObject(head, (member) => {
    if (member.key === 'messages') messages = member;
    else if (member.key === 'prompt') prompt = member;
    return messages !== undefined;
  });
  const found = usableMessages(head, messages) ?? usablePrompt(head, prompt);
  if (!found) return undefined;
  const text = head.subarray(found.start, found.end);
  return prefixBytes > 0 ? text.subarray(0, prefixBytes) : text;
}

function usableMessages(head: Buffer, member: Member | undefined): Member | undefined {
  if (!member || !isArray(head, member.start)) return undefined;
  const empty = member.whole && head.toString('latin1', member.start, member.end).replace(/\s/g, '') === '[]';
  return empty ? undefined : member;
}

function usablePrompt(head: Buffer, member: Member | undefined): Member | undefined {
  return member?.whole && isString(head, member.start) ? member : undefined;
}

function headerOf(exchange: Exchange, name: string): string {
  const value = exchange.request.headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}
