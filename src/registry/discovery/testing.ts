import { readFileSync } from 'node:fs';
import type { Endpoint } from '../../core/endpoint.js';
import type { Profile, ProfileCatalogue } from '../profiles/index.js';
import { LIST_PARSERS, type ModelListParser, Parses, type ParserLookup } from './parsers/index.js';

/** What the specs of this folder share. */

type Kind = readonly [name: string, listFormat: string, modelPath?: string, healthPath?: string];

const KINDS: readonly Kind[] = [
  ['ollama', 'ollama', '/api/tags', '/'],
  ['lm-studio', 'lmstudio', '/api/v0/models', '/v1/models'],
  ['lemonade', 'lemonade', '/api/v1/models', '/api/v1/health'],
  ['docker-model-runner', 'docker-model-runner', '/engines/v1/models', '/engines/v1/models'],
  ['openai-compatible', 'openai', '/v1/models', '/v1/models'],
  ['vllm', 'vllm'],
  ['vllm-mlx', 'vllm-mlx'],
  ['sglang', 'sglang'],
  ['lmdeploy', 'lmdeploy'],
  ['llamacpp', 'llamacpp'],
  ['omlx', 'openai'],
  ['litellm', 'openai'],
];

const byName = new Map(
  KINDS.map(([name, listFormat, modelPath = '/v1/models', healthPath = '/health']) => {
    return [name, { name, listFormat, modelPath, healthPath } as Profile];
  }),
);

/** The twelve kinds of servers, as far as listing goes. */
export const PROFILES: Pick<ProfileCatalogue, 'byName'> = { byName: (name) => byName.get(name) };

/** Every parser of ours. */
export const PARSERS: ParserLookup = new Map<string, ModelListParser>(
  LIST_PARSERS.map((Parser) => [Reflect.getMetadata(Parses.KEY, Parser) as string, new Parser()]),
);

export const fixture = (file: string): Buffer => readFileSync(`test/fixtures/discovery/${file}`);

interface Wishes {
  readonly name?: string;
  readonly type?: string;
  readonly modelUrl?: string;
  readonly headers?: readonly string[];
}

/** An endpoint as the configuration makes it, as far as listing goes. */
export function endpointAt(
  url: string,
  { name = 'a', type = 'auto', modelUrl, headers = [] }: Wishes = {},
): Endpoint {
  const { modelPath = '/v1/models', healthPath = '/' } = byName.get(type) ?? {};
  const known: Partial<Endpoint> = {
    name,
    url,
    type,
    profile: type,
    detected: '',
    healthUrl: url + healthPath,
    healthUrlExplicit: false,
    modelUrl: modelUrl ?? url + modelPath,
    modelUrlExplicit: modelUrl !== undefined,
    outboundHeaders: headers,
    outboundHeaderNames: new Set(
      headers.filter((_, at) => at % 2 === 0).map((header) => header.toLowerCase()),
    ),
    acceptsModel: () => true,
  };
  return known as Endpoint;
}
