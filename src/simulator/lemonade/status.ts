import type { Handler, ServerView } from '../dialects/dialect.js';
import type { JsonObject } from '../http/fields.js';
import { runContext } from '../models.js';
import { traitsOf } from './traits.js';

const VERSION = '9.0.4';

/** `GET /api/v1/health`: what is in memory; `model_loaded` is the one that was used last. */
export const health: Handler = ({ reply, server }) => {
  const loaded = loadedModels(server);
  const last = loaded.at(-1);
  reply.json(200, {
    status: 'ok',
    version: VERSION,
    model_loaded: last?.['model_name'] ?? null,
    checkpoint_loaded: last?.['checkpoint'] ?? null,
    all_models_loaded: loaded,
    max_models: { llm: server.settings.memoryModels, embedding: 1, reranking: 1 },
  });
};

function loadedModels({ engine, catalogue }: ServerView): JsonObject[] {
  const loaded = engine.residents().filter((resident) => !resident.loading);
  return loaded.flatMap((resident) => {
    const model = catalogue.find(resident.model);
    if (!model) return [];
    const { checkpoint, recipe } = traitsOf(model);
    return {
      model_name: model.name,
      checkpoint,
      last_use: resident.usedAt / 1_000,
      type: model.kind === 'embeddings' ? 'embedding' : 'llm',
      device: recipe === 'oga-cpu' ? 'cpu' : recipe === 'llamacpp' ? 'gpu' : 'npu',
      recipe,
      recipe_options: { ctx_size: runContext(model) },
    };
  });
}

/** `GET /api/v1/stats`: how fast the last answer was. */
export const stats: Handler = ({ reply, server }) => {
  const { last } = server.engine;
  if (!last) return reply.json(200, {});
  const seconds = Math.max(0.001, last.timing.generateMs / 1_000);
  reply.json(200, {
    time_to_first_token: (last.timing.totalMs - last.timing.generateMs) / 1_000,
    tokens_per_second: Number((last.tokens / seconds).toFixed(2)),
    input_tokens: last.promptTokens,
    output_tokens: last.tokens,
    prompt_tokens: last.promptTokens,
  });
};

/** `GET /api/v1/system-info`. */
export const systemInfo: Handler = ({ reply }) =>
  reply.json(200, {
    'OS Version': 'Linux',
    Processor: 'AMD Ryzen AI 9 HX 370',
    'Physical Memory': '64 GB',
    devices: { cpu: { name: 'AMD Ryzen AI 9 HX 370', available: true } },
  });
