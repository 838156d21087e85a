import type { Handler } from '../dialects/dialect.js';
import type { ModelFacts } from '../models.js';
import type { ModelEntry } from '../openai/models.js';
import { runContext } from '../models.js';

const MEBIBYTE = 1_048_576;

/** An entry of the OpenAI list, with the block that newer servers add. */
export const entry: ModelEntry = (model, { startedAt }) => ({
  id: model.name,
  object: 'model',
  created: Math.floor(startedAt / 1_000),
  owned_by: 'docker',
  dmr: {
    architecture: model.family,
    parameters: parametersOf(model),
    quantization: `MOSTLY_${model.quantization}`,
    size: sizeOf(model),
    context_window: runContext(model),
  },
});

/** `GET /models`: its own list, an array. */
export const nativeList: Handler = ({ reply, server }) =>
  reply.json(
    200,
    server.catalogue.all.map((model) => ({
      id: `sha256:${model.digest}`,
      tags: [model.name.includes(':') ? model.name : `${model.name}:latest`],
      created: Math.floor(server.startedAt / 1_000),
      config: {
        format: 'gguf',
        quantization: model.quantization,
        parameters: parametersOf(model),
        architecture: model.family,
        size: sizeOf(model),
      },
    })),
  );

/** `GET /engines/ps`: which models are in memory, and what runs them. */
export const running: Handler = ({ reply, server }) => {
  const loaded = server.engine.residents().filter((resident) => !resident.loading);
  reply.json(
    200,
    loaded.map(({ model, usedAt }) => ({
      backend_name: 'llama.cpp',
      model_name: model,
      mode: server.catalogue.find(model)?.kind === 'embeddings' ? 'embedding' : 'completion',
      last_used: new Date(usedAt).toISOString(),
    })),
  );
};

const parametersOf = ({ parameters }: ModelFacts): string =>
  parameters >= 1e9 ? `${(parameters / 1e9).toFixed(2)} B` : `${(parameters / 1e6).toFixed(2)} M`;

function sizeOf({ sizeBytes }: ModelFacts): string {
  const mebibytes = sizeBytes / MEBIBYTE;
  return mebibytes >= 1_024 ? `${(mebibytes / 1_024).toFixed(2)} GiB` : `${mebibytes.toFixed(2)} MiB`;
}
