import type { ProfileDefinition } from '../../config/profiles/index.js';
import type { Operation } from '../../core/operation.js';

type Api = NonNullable<ProfileDefinition['api']>;

const MESSAGES = '/v1/messages';

/** How the paths end under which servers do something. What is usual goes before what merely ends alike. */
const ENDINGS: Readonly<Record<Operation, RegExp>> = {
  chat: /\/chat\/completions$/,
  completions: /(?<!\/chat)\/completions$/,
  // Ollama's own `/api/embeddings` neither takes nor gives what OpenAI's does.
  embeddings: /(?<!^\/api)\/embeddings$/,
  rerank: /\/rerank(?:ing)?$/,
  tokenize: /\/tokenize$/,
  detokenize: /\/detokenize$/,
  models: /\/models$/,
  messages: /\/messages$/,
  count_tokens: /\/messages\/count_tokens$/,
  responses: /\/responses$/,
};
const USUAL: Readonly<Partial<Record<Operation, string>>> = {
  chat: '/v1/chat/completions',
  completions: '/v1/completions',
  embeddings: '/v1/embeddings',
  rerank: '/v1/rerank',
  models: '/v1/models',
};

/**
 * The path under which a kind of server does each operation that it has (backends.md §10.0): what the file
 * says under `api.operations`, else what Anthropic support tells, else what is found among the paths.
 */
export function operationsOf(api: Api): ReadonlyMap<Operation, string> {
  const paths = api.paths ?? [];
  const found = new Map<Operation, string>();
  for (const operation of Object.keys(ENDINGS) as Operation[]) {
    const path = api.operations?.[operation] ?? declared(operation, api) ?? listed(operation, paths);
    if (path) found.set(operation, path);
  }
  if (!found.has('models') && api.model_discovery_path) found.set('models', api.model_discovery_path);
  return found;
}

function declared(operation: Operation, { anthropic_support: support }: Api): string | undefined {
  if (!support?.enabled) return undefined;
  const messages = support.messages_path || MESSAGES;
  if (operation === 'messages') return messages;
  return operation === 'count_tokens' && support.token_count ? `${messages}/count_tokens` : undefined;
}

function listed(operation: Operation, paths: readonly string[]): string | undefined {
  const usual = USUAL[operation];
  if (usual !== undefined && paths.includes(usual)) return usual;
  return paths.find((path) => ENDINGS[operation].test(path));
}
