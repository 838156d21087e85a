// An OpenAI-compatible backend with room for hardly any waiting caller; see frozen-backend.ts.
import http from 'node:http';

const [port, model] = process.argv.slice(2);
const list = JSON.stringify({ object: 'list', data: [{ id: model, object: 'model' }] });
http
  .createServer((_request, response) => response.setHeader('content-type', 'application/json').end(list))
  .listen({ port: Number(port), host: '127.0.0.1', backlog: 1 }, () => process.send('listens'));
process.once('disconnect', () => process.exit());
