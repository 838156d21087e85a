import { type Handler, pronounce } from '../dialects/dialect.js';
import { textOf, type JsonObject } from '../http/fields.js';
import { type ModelFacts, runContext } from '../models.js';

const MODIFIED_AT = '2025-09-14T08:31:07.512655482Z';
const FOR_EVER = '2318-01-01T00:00:00Z';

/** `GET /api/tags`: what is on the disk. */
export const tags: Handler = ({ reply, server }) =>
  reply.json(200, {
    models: server.catalogue.all.map((model) => ({
      ...identity(model),
      modified_at: MODIFIED_AT,
      size: model.sizeBytes,
      details: detailsOf(model),
    })),
  });

/** `GET /api/ps`: what is in memory. */
export const running: Handler = ({ reply, server }) => {
  const loaded = server.engine.residents().filter((resident) => !resident.loading);
  const models = loaded.flatMap((resident) => {
    const model = server.catalogue.find(resident.model);
    if (!model) return [];
    const until = resident.expiresAt;
    return {
      ...identity(model),
      size: Math.round(model.sizeBytes * 1.2),
      details: detailsOf(model),
      expires_at: Number.isFinite(until) ? new Date(until).toISOString() : FOR_EVER,
      size_vram: Math.round(model.sizeBytes * 1.2),
      context_length: runContext(model),
    };
  });
  reply.json(200, { models });
};

/** `POST /api/show`. */
export const show: Handler = ({ body, path, reply, server }) => {
  const asked = textOf(body['model']) ?? textOf(body['name']);
  if (!asked) return pronounce(reply, server.dialect.error(path, 400, 'model is required'));
  const model = server.catalogue.find(asked);
  if (!model) return pronounce(reply, server.dialect.unknownModel(path, asked));
  reply.json(200, {
    modelfile: `FROM ${model.name}\n`,
    parameters: 'stop "<|eot_id|>"',
    template: '{{ .Prompt }}',
    details: detailsOf(model),
    model_info: {
      'general.architecture': model.family,
      'general.parameter_count': model.parameters,
      [`${model.family}.context_length`]: model.maxContext,
    },
    capabilities: CAPABILITIES[model.kind],
    modified_at: MODIFIED_AT,
  });
};

const CAPABILITIES = {
  llm: ['completion', 'tools'],
  vlm: ['completion', 'vision'],
  embeddings: ['embedding'],
};

/** Ollama spells out the implicit tag. */
const identity = (model: ModelFacts): JsonObject => {
  const name = model.name.includes(':') ? model.name : `${model.name}:latest`;
  return { name, model: name, digest: model.digest };
};

const detailsOf = (model: ModelFacts): JsonObject => ({
  parent_model: '',
  format: 'gguf',
  family: model.family,
  families: [model.family],
  parameter_size: model.parameterSize,
  quantization_level: model.quantization,
});
