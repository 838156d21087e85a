import type { Exchange } from '../core/exchange.js';
import type { OllaError } from '../core/olla-error.js';
import { errorBody } from '../http/index.js';
import { clientText } from './refusals.js';

const LINE_FEED = 0x0a;
/** A client that does not read gets no longer than this to take the last event. */
const LAST_WORD_MS = 1_000;

/**
 * Ends an answer that has begun and can't be completed: with an error event where the stream has room
 * for one, and always without the end mark of a whole answer, so that nobody takes it for complete.
 */
export function breakOff(exchange: Exchange, error: OllaError): void {
  const { reply } = exchange;
  const event = exchange.inBand && !reply.destroyed ? errorEvent(exchange, error) : '';
  if (!event) {
    reply.destroy();
    return;
  }
  const destroy = (): void => void reply.destroy();
  const timer = setTimeout(destroy, LAST_WORD_MS);
  reply.write(event, () => {
    clearTimeout(timer);
    destroy();
  });
}

function errorEvent(exchange: Exchange, error: OllaError): string {
  const message = clientText(exchange, error);
  const fresh = exchange.tail.lastByte === LINE_FEED || exchange.tail.lastByte < 0;
  if (exchange.inBand === 'ndjson')
    return `${fresh ? '' : '\n'}${errorBody('ollama', error, undefined, message)}\n`;
  const name = exchange.dialect === 'anthropic' ? 'event: error\n' : '';
  const dialect = exchange.dialect === 'anthropic' ? 'anthropic' : 'openai';
  return `${fresh ? '' : '\n\n'}${name}data: ${errorBody(dialect, error, exchange.id, message)}\n\n`;
}
