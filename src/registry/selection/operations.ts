import type { Operation } from '../../core/operation.js';

/**
 * The paths under which clients ask for an operation of any server: those of the OpenAI and Anthropic
 * SDKs, and what has become usual beside them (backends.md §13.3). A server's own spelling, such as
 * `/engines/v1/chat/completions`, is none of these: it asks for that kind of server. Nor is a path
 * without `/v1`, which goes out as it came (http-api.md §5).
 */
const BY_PATH: ReadonlyMap<string, Operation> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/completions', 'completions'],
  ['/v1/embeddings', 'embeddings'],
  ['/v1/rerank', 'rerank'],
  ['/rerank', 'rerank'],
  ['/v1/tokenize', 'tokenize'],
  ['/tokenize', 'tokenize'],
  ['/v1/detokenize', 'detokenize'],
  ['/detokenize', 'detokenize'],
  ['/v1/messages', 'messages'],
  ['/v1/messages/count_tokens', 'count_tokens'],
  ['/v1/responses', 'responses'],
]);

/** What a path asks for, whichever server answers; undefined when it names no such operation. */
export const operationOf = (path: string): Operation | undefined => BY_PATH.get(path);

/** Every such path and what it asks for. */
export const OPERATION_PATHS: Iterable<readonly [path: string, operation: Operation]> = BY_PATH;
