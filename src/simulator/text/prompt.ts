import { listOf, objectOf, textOf } from '../http/fields.js';

/** The words of a conversation, whatever shape its messages have. */
export function promptOfMessages(messages: unknown): string {
  return listOf(messages).map(textOfMessage).filter(Boolean).join('\n');
}

/** The text of one message, of a list of content parts, or of a plain string. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = listOf(content).map((part) => textOf(part) ?? textOf(objectOf(part)['text']) ?? '');
  return parts.filter(Boolean).join(' ');
}

const textOfMessage = (message: unknown): string => textOfContent(objectOf(message)['content']);

/** The texts to embed or complete: one, or a list; token lists count as text. */
export function textsOf(input: unknown): string[] {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) return [];
  if (input.every((item) => typeof item === 'number')) return [input.join(' ')];
  return input.map((item) => (Array.isArray(item) ? item.join(' ') : String(item)));
}
