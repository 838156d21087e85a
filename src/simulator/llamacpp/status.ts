import type { Handler } from '../dialects/dialect.js';
import type { JsonObject } from '../http/fields.js';
import { runContext } from '../models.js';
import { expose } from '../http/prometheus.js';

/** `GET /slots`: what each slot is doing; `?fail_on_no_slot=1` turns "all busy" into a 503. */
export const slots: Handler = ({ query, reply, server }) => {
  const { engine, catalogue } = server;
  const occupants = engine.occupants();
  if (query.has('fail_on_no_slot') && !occupants.includes(undefined)) {
    return reply.json(503, { error: { code: 503, message: 'no slot available', type: 'unavailable_error' } });
  }
  const context = runContext(catalogue.all[0]!);
  reply.json(
    200,
    occupants.map((generation, id): JsonObject => {
      const idle = { id, id_task: -1, n_ctx: context, speculative: false, is_processing: false };
      if (!generation) return idle;
      const { request } = generation;
      const decoded = generation.produced();
      return {
        ...idle,
        id_task: generation.id,
        is_processing: true,
        params: { n_predict: request.tokens, stream: request.streamed },
        next_token: [{ has_next_token: true, n_remain: request.tokens - decoded, n_decoded: decoded }],
      };
    }),
  );
};

/** `GET /props`. */
export const props: Handler = ({ reply, server }) => {
  const model = server.catalogue.all[0]!;
  reply.json(200, {
    default_generation_settings: { id: 0, id_task: -1, n_ctx: runContext(model), is_processing: false },
    total_slots: server.settings.slots,
    model_alias: '',
    model_path: `/models/${model.name}`,
    modalities: { vision: model.kind === 'vlm', audio: false },
    chat_template: '{{ messages }}',
    build_info: BUILD,
    is_sleeping: false,
  });
};

/** `GET /metrics`. */
export const metrics: Handler = ({ reply, server }) => {
  const { engine } = server;
  expose(reply, [
    ['llamacpp:prompt_tokens_total', 'counter', 'Number of prompt tokens processed.', engine.promptTokens],
    [
      'llamacpp:tokens_predicted_total',
      'counter',
      'Number of generation tokens processed.',
      engine.generatedTokens,
    ],
    ['llamacpp:requests_processing', 'gauge', 'Number of requests processing.', engine.running],
    ['llamacpp:requests_deferred', 'gauge', 'Number of requests deferred.', engine.waiting],
  ]);
};

export const BUILD = 'b6715-f9fb33f2';
