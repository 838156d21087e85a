import { type Handler } from '../dialects/dialect.js';
import { digest, modelOf } from '../dialects/generate.js';
import { textOf } from '../http/fields.js';
import type { ModelEntry } from '../openai/models.js';
import { gigabytes, traitsOf } from './traits.js';

/** An entry of `GET /api/v1/models`. */
export const entry: ModelEntry = (model, { startedAt }) => {
  const { checkpoint, recipe, labels } = traitsOf(model);
  return {
    id: model.name,
    object: 'model',
    created: Math.floor(startedAt / 1_000),
    owned_by: 'lemonade',
    checkpoint,
    recipe,
    downloaded: true,
    suggested: true,
    labels,
    size: gigabytes(model),
    max_context_window: model.maxContext,
  };
};

const done = (message: string): object => ({ status: 'success', message });

/** `POST /api/v1/load`: answers when the model is in memory. */
export const load: Handler = (call) => {
  const model = modelOf(call, 'model_name');
  if (!model) return;
  digest(call, model, 0, () => call.reply.json(200, done(`Loaded model: ${model.name}`)));
};

/** `POST /api/v1/unload`: one model, or without a name all of them. */
export const unload: Handler = (call) => {
  const { engine } = call.server;
  if (textOf(call.body['model_name'])) {
    const model = modelOf(call, 'model_name');
    if (!model) return;
    engine.unload(model.name);
  } else {
    for (const { model } of engine.residents()) engine.unload(model);
  }
  call.reply.json(200, done('Model unloaded successfully'));
};

/** `POST /api/v1/pull`: everything that it knows is already there. */
export const pull: Handler = (call) => {
  const model = modelOf(call, 'model_name');
  if (model) call.reply.json(200, done(`Installed model: ${model.name}`));
};
