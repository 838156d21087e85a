import type { Handler } from '../dialects/dialect.js';
import { modelOf } from '../dialects/generate.js';

/** `POST /models/load` of the router: begins to load and says so at once; a server of one model knows no such path. */
export const load: Handler = (call) => {
  const { reply, server } = call;
  if (server.catalogue.all.length === 1) return notFound(call);
  const model = modelOf(call, 'model');
  if (!model) return;
  server.engine.load(model.name, () => undefined);
  reply.json(200, { success: true });
};

/** `POST /models/unload` of the router. */
export const unload: Handler = (call) => {
  const { reply, server } = call;
  if (server.catalogue.all.length === 1) return notFound(call);
  const model = modelOf(call, 'model');
  if (!model) return;
  server.engine.unload(model.name);
  reply.json(200, { success: true });
};

const notFound: Handler = ({ reply }) =>
  reply.json(404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } });
