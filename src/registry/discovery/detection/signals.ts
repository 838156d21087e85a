import { isJsonObject, type JsonObject } from '../parsers/index.js';
import type { ProbeAnswer } from './probes.js';

/** What an answer says about the server: the name of a profile, or undefined for nothing. */
export type Reading = (answer: ProbeAnswer) => string | undefined;

/** A path that is worth a look, and what its answer may give away (backends.md §6.3). */
export interface Signal {
  readonly path: string;
  readonly reading: Reading;
}

const PRODUCT = /(?:^|\s)llama\.cpp(?:$|[\s/])/i;

/** Who `owned_by` names, in the order in which they are believed. */
const OWNERS: readonly (readonly [owner: string, profile: string])[] = [
  ['llamacpp', 'llamacpp'],
  ['sglang', 'sglang'],
  ['lmdeploy', 'lmdeploy'],
  ['omlx', 'omlx'],
  ['vllm-mlx', 'vllm-mlx'],
  ['organization_owner', 'lm-studio'],
  ['lemonade', 'lemonade'],
  ['docker', 'docker-model-runner'],
  ['vllm', 'vllm'],
];

/** What some servers write into every answer, whatever was asked. */
export const byHeaders: Reading = ({ headers }) => {
  if (PRODUCT.test(String(headers['server'] ?? ''))) return 'llamacpp';
  return 'x-litellm-version' in headers ? 'litellm' : undefined;
};

const byRootPage: Reading = ({ body }) => {
  const page = body.toString().trim();
  if (page === 'Ollama is running') return 'ollama';
  if (page.includes('Docker Model Runner')) return 'docker-model-runner';
  return page.includes('LiteLLM') ? 'litellm' : undefined;
};

/** Several servers share the shape of this list and differ in whom they name as the owner. */
export const byOwners: Reading = ({ json }) => {
  const entries = entriesOf(json, 'data');
  if (!entries) return undefined;
  if (entries.some(({ meta }) => isJsonObject(meta) && 'n_ctx_train' in meta)) return 'llamacpp';
  const owners = new Set(entries.map(({ owned_by: owner }) => owner));
  const owner = OWNERS.find(([name]) => owners.has(name));
  if (owner && owner[1] !== 'vllm') return owner[1];
  return entries.some(has('recipe')) ? 'lemonade' : owner?.[1];
};

const byKeys: Reading = ({ json }) => {
  if (entriesOf(json, 'models')?.some(has('key'))) return 'lm-studio';
  const entries = entriesOf(json, 'data');
  return entries?.some((entry) => has('recipe')(entry) || has('checkpoint')(entry)) ? 'lemonade' : undefined;
};

const byLmStudioFields: Reading = ({ json }) => {
  const fields = ['compatibility_type', 'arch', 'state'];
  return entriesOf(json, 'data')?.some((entry) => fields.some((field) => field in entry))
    ? 'lm-studio'
    : undefined;
};

/** Believed as soon as there is a list, be it empty. */
const byList =
  (key: string, profile: string): Reading =>
  ({ json }) =>
    Array.isArray(json?.[key]) ? profile : undefined;

/** In the order in which they are looked at: the first that says something decides. */
export const SIGNALS: readonly Signal[] = [
  { path: '/', reading: byRootPage },
  { path: '/api/v0/models', reading: byLmStudioFields },
  { path: '/v1/models', reading: byOwners },
  { path: '/api/v1/models', reading: byKeys },
  { path: '/engines/v1/models', reading: byList('data', 'docker-model-runner') },
  { path: '/api/tags', reading: byList('models', 'ollama') },
];

/** vLLM-MLX calls itself vLLM in its list; its health page gives it away. */
export const byHealthPage: Reading = ({ json }) => (json && 'model_loaded' in json ? 'vllm-mlx' : 'vllm');

/** Whether it is a list as OpenAI writes them, be there nobody in it. */
export const isOpenAiList = ({ json }: ProbeAnswer): boolean =>
  json !== undefined && (Array.isArray(json['data']) || json['data'] === null);

const has =
  (field: string) =>
  (entry: JsonObject): boolean =>
    typeof entry[field] === 'string';

function entriesOf(json: JsonObject | undefined, key: string): readonly JsonObject[] | undefined {
  const list = json?.[key];
  return Array.isArray(list) ? (list as unknown[]).filter(isJsonObject) : undefined;
}
