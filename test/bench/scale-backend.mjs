// Every endpoint of a large fleet in one process: node scale-backend.mjs '{"endpoints":1000,"models":10000}'
// Its parent sends { churn: true } to have every list differ from the one before, and { report: true } for figures.
import http from 'node:http';
import { CHAT_ANSWER } from './payloads.mjs';
import { addressed, modelsOf } from './scale-fleet.mjs';

const fleet = JSON.parse(process.argv[2]);
const lists = Array.from({ length: fleet.endpoints }, (_, index) => modelsOf(index, fleet));
const answers = lists.map((models) => listing(models));
let churn = false;
let listings = 0;
let seen = new Set();
let firstAt = 0;
let completeAt = 0;

function listing(models) {
  const data = models.map((id) => ({ id, object: 'model', created: 1700000000, owned_by: 'bench' }));
  return JSON.stringify({ object: 'list', data });
}

function count(index) {
  listings++;
  if (seen.size === 0) firstAt = Date.now();
  seen.add(index);
  if (seen.size === fleet.endpoints) completeAt ||= Date.now();
}

function send(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const server = http.createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  const { index, path } = addressed(request.url, request.headers.host);
  if (request.method === 'POST') {
    request.resume().once('end', () => send(response, CHAT_ANSWER));
  } else if (path.endsWith('/models')) {
    count(index);
    send(response, churn ? listing([...lists[index], `new-${index}-${listings}`]) : answers[index]);
  } else {
    send(response, '{}');
  }
});
server.on('connection', (socket) => {
  socket.on('error', () => socket.destroy());
  // All addresses of this machine are open, for the sake of 127.0.0.0/8.
  if (!socket.remoteAddress?.startsWith('127.')) socket.destroy();
});

process.on('message', (order) => {
  if (order.churn !== undefined) churn = order.churn;
  if (order.restart) {
    seen = new Set();
    listings = firstAt = completeAt = 0;
  }
  process.send({ listings, endpoints: seen.size, roundMs: completeAt ? completeAt - firstAt : undefined });
});
process.on('disconnect', () => process.exit());

const host = process.platform === 'linux' ? '0.0.0.0' : '127.0.0.1';
server.listen({ port: 0, host, backlog: 4096 }, () => process.send({ port: server.address().port }));
