import { type Handler, pronounce, type ServerView } from '../dialects/dialect.js';
import type { JsonObject } from '../http/fields.js';
import type { ModelFacts } from '../models.js';

export type ModelEntry = (model: ModelFacts, server: ServerView) => JsonObject;

/** An entry of the list with the fields everybody sends. */
export const plainEntry =
  (ownedBy: string): ModelEntry =>
  (model, server) => ({
    id: model.name,
    object: 'model',
    created: Math.floor(server.startedAt / 1_000),
    owned_by: ownedBy,
  });

/** `GET /v1/models`. */
export function listModels(entry: ModelEntry): Handler {
  return ({ reply, server }) =>
    reply.json(200, { object: 'list', data: server.catalogue.all.map((model) => entry(model, server)) });
}

/** `GET /v1/models/{id}`; the name may hold slashes. */
export function oneModel(prefix: string, entry: ModelEntry): Handler {
  return ({ path, reply, server }) => {
    const asked = decoded(path.slice(prefix.length));
    const model = server.catalogue.find(asked);
    if (model) reply.json(200, entry(model, server));
    else pronounce(reply, server.dialect.unknownModel(path, asked));
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
