// A machine that says it holds every model: all else it passes on.
import http from 'node:http';

/** @returns a machine as `startMachine` does, with an address of its own before the real one */
export async function lying(machine, models) {
  const server = http.createServer((request, response) => {
    if (request.url === '/api/ps') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ models: models.map(resident) }));
    }
    const { method, url, headers } = request;
    const onwards = http.request(`${machine.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    response.on('close', () => onwards.destroy());
    request.pipe(onwards);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    ...machine,
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
      return machine.stop();
    },
  };
}

const resident = (name) => ({
  ...{ name, model: name, size: 5e9, size_vram: 5e9 },
  expires_at: new Date(Date.now() + 300_000).toISOString(),
});
