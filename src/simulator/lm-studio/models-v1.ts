import type { Handler } from '../dialects/dialect.js';
import { runContext } from '../models.js';
import { publisherOf } from './publisher.js';

/** `GET /api/v1/models`: the newer list of LM Studio, with the instances that are in memory. */
export const listV1: Handler = ({ reply, server }) => {
  const { catalogue, engine, settings } = server;
  const loaded = new Set(
    engine
      .residents()
      .filter(({ loading }) => !loading)
      .map(({ model }) => model),
  );
  const models = catalogue.all.map((model) => ({
    type: model.kind === 'embeddings' ? 'embedding' : 'llm',
    publisher: publisherOf(model),
    key: model.name,
    display_name: model.name,
    architecture: model.family,
    quantization: { name: model.quantization, bits_per_weight: 4 },
    size_bytes: model.sizeBytes,
    params_string: model.parameterSize,
    loaded_instances: loaded.has(model.name)
      ? [{ id: model.name, config: { context_length: runContext(model), parallel: settings.slots } }]
      : [],
    max_context_length: model.maxContext,
    format: 'gguf',
    capabilities: { vision: model.kind === 'vlm', trained_for_tool_use: model.kind !== 'embeddings' },
    description: null,
  }));
  reply.json(200, { models });
};
