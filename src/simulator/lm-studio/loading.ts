import type { Handler } from '../dialects/dialect.js';
import { digest, modelOf } from '../dialects/generate.js';

/** `POST /api/v1/models/load`: answers when the model is in memory, with the name of its instance. */
export const load: Handler = (call) => {
  const model = modelOf(call, 'model');
  if (!model) return;
  const startedAt = Date.now();
  digest(call, model, 0, () =>
    call.reply.json(200, {
      type: model.kind === 'embeddings' ? 'embedding' : 'llm',
      instance_id: model.name,
      load_time_seconds: (Date.now() - startedAt) / 1_000,
      status: 'loaded',
    }),
  );
};

/** `POST /api/v1/models/unload`. */
export const unload: Handler = (call) => {
  const model = modelOf(call, 'instance_id');
  if (!model) return;
  call.server.engine.unload(model.name);
  call.reply.json(200, { instance_id: model.name });
};
