import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { ask, chat } from '../support/ask.js';
import { answers, Backend, sendJson } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { scratchFolder } from '../support/leftovers.js';
import { configFile, type Olla, run, start } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { TlsBackend } from '../support/tls-backend.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

const bearer = (keys: object): object => ({ auth: { type: 'bearer', ...keys } });
const authorization = (backend: Backend): (string | undefined)[] =>
  backend.requests.map(({ headers }) => headers.authorization);

describe('a credential in a file', () => {
  const backend = new Backend('gpu', ['llama']);
  const file = path.join(scratchFolder(), 'token');
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    writeFileSync(file, 'first\n');
    olla = await start(configuration([entry(backend, bearer({ token_file: file }))]));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it('is read again when it is replaced: later requests carry it, and what is under way goes on', async () => {
    let finish: () => void = () => undefined;
    backend.behaviour = (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('begun ');
      finish = () => void response.end('done');
    };
    const streaming = chat(olla.url, 'llama');
    await until('the stream begins', () => backend.requests.length === 1);
    backend.behaviour = answers('ok');
    writeFileSync(file, 'second\n');
    await until('the new one is sent', async () => {
      await chat(olla.url, 'llama');
      return authorization(backend).at(-1) === 'Bearer second';
    });
    expect(authorization(backend)[0]).toBe('Bearer first');
    finish();
    expect((await streaming).text).toBe('begun done');
    expect(await olla.endpoint('gpu')).toMatchObject({ status: 'healthy', models: { count: 1 } });
  });

  it('that is emptied is refused, and the last good one stays', async () => {
    writeFileSync(file, ' \n');
    await until('it is refused', () => olla.log().includes('bearer token resolved to empty string'));
    expect((await chat(olla.url, 'llama')).status).toBe(200);
    expect(authorization(backend).at(-1)).toBe('Bearer second');
  });
});

/** Each stands somewhere in the configuration, and nowhere else may it appear. */
const SECRETS = {
  bearer: 'tok/en+S3CRET-one',
  key: 'key:S3CRET two=',
  user: 'S3CRET-üser',
  password: 'pä:ss S3CRET/three',
  header: 'S3CRET-four&x',
  env: 'S3CRET-five',
  file: 'S3CRET-six',
  query: 'S3CRET-seven',
};
const { user, password } = SECRETS;
const FORBIDDEN = [...Object.values(SECRETS), `${user}:${password}`].flatMap((secret) => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]);
const leaksOf = (text: string): string[] => FORBIDDEN.filter((form) => text.includes(form));

describe('credentials of every kind', () => {
  const echoing = new Backend('echoing', ['echo']);
  const elsewhere = new Backend('elsewhere', ['moved']);
  const tls = new TlsBackend('strange');
  const listing = http.createServer((request, response) => {
    // A server that says back what it was told, where a list of models is expected.
    if (request.url === '/health') response.end('ok');
    else if (request.url === '/moved')
      response.writeHead(302, { location: `${elsewhere.url}/v1/models` }).end();
    else response.writeHead(request.url === '/denied' ? 401 : 200).end(String(request.headers.authorization));
  });
  const file = path.join(scratchFolder(), 'secret');
  let port = 0;
  let olla: Olla;

  beforeAll(async () => {
    await Promise.all([echoing, elsewhere, tls].map((backend) => backend.start()));
    echoing.behaviour = (response, { headers }) => {
      const said = {
        authorization: headers.authorization ?? '',
        'x-team-token': headers['x-team-token'] ?? '',
      };
      sendJson(response, { error: 'denied' }, 401, said);
    };
    port = await freePort();
    await new Promise<void>((resolve) => listing.listen(port, '127.0.0.1', resolve));
    writeFileSync(file, SECRETS.file);
    const refused = `http://127.0.0.1:${await freePort()}`;
    const here = `http://127.0.0.1:${port}`;
    const basic = { auth: { type: 'basic', username: user, password } };
    const config = configuration(
      [
        entry(echoing, { ...basic, headers: { 'X-Team-Token': SECRETS.header } }),
        entry({ name: 'refused', url: refused }, { auth: { type: 'api_key', key: SECRETS.key } }),
        entry(
          { name: 'queried', url: `${here}/api?key=${SECRETS.query}` },
          bearer({ token: SECRETS.bearer }),
        ),
        entry(tls, bearer({ token: SECRETS.bearer })),
        entry(
          { name: 'nonsense', url: `${here}/1` },
          { ...bearer({ token: '${TOKEN}' }), model_url: `${here}/no` },
        ),
        entry(
          { name: 'denied', url: `${here}/2` },
          { ...bearer({ token_file: file }), model_url: `${here}/denied` },
        ),
        entry({ name: 'moved', url: `${here}/3` }, { ...basic, model_url: `${here}/moved` }),
        entry(
          { name: 'auto', url: `${here}/4` },
          { ...basic, type: 'auto', model_url: '', health_check_url: '' },
        ),
      ],
      { server: { request_logging: true } },
    );
    const logging = { level: 'debug', format: 'json' };
    olla = await start({ ...config, logging }, { env: { TOKEN: SECRETS.env } });
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([echoing, elsewhere, tls].map((backend) => backend.stop()));
    listing.closeAllConnections();
    listing.close();
  });

  it('never appear in an answer of Olla, an error, or a header that a backend says back', async () => {
    const answer = await chat(olla.url, 'echo');
    expect(answer.status).toBe(401);
    expect(dig(echoing.requests[0], 'headers', 'authorization')).toMatch(/^Basic /);
    expect(leaksOf(JSON.stringify(answer.headers) + answer.text)).toEqual([]);
    for (const model of ['none', 'strange']) {
      expect(leaksOf((await chat(olla.url, model)).text)).toEqual([]);
    }
  });

  it.each([
    '/internal/health',
    '/internal/health/live',
    '/internal/health/ready',
    '/internal/status',
    '/internal/status/endpoints',
    '/internal/status/models',
    '/internal/stats/models',
    '/internal/stats/sticky',
    '/internal/metrics',
    '/internal/process',
    '/internal/admin/v1/endpoints',
    '/internal/admin/v1/config',
    '/internal/admin/v1/config/generations',
    '/internal/admin/openapi.json',
    '/version',
    '/olla/models',
    '/olla/openai/v1/models',
  ])('never appear in %s', async (page) => {
    expect(leaksOf((await ask(olla.url + page)).text)).toEqual([]);
  });

  it('never appear in the log, at whatever level', async () => {
    await until('all failures are logged', () =>
      ['ECONNREFUSED', 'certificate', 'invalid response format', 'HTTP 401'].every((words) =>
        olla.log().includes(words),
      ),
    );
    expect(leaksOf(olla.log())).toEqual([]);
  });

  it.each([
    ['user information in a URL', { url: `http://${user}:${SECRETS.bearer}@h:1/x?k=${SECRETS.query}` }],
    ['user information in a URL that is none', { url: `http://${SECRETS.env}:${SECRETS.file}@h:99999` }],
    ['a token beside a file', bearer({ token: SECRETS.bearer, token_file: '/none' })],
    ['a token with a line feed', bearer({ token: `${SECRETS.bearer}\n` })],
    ['a token of the wrong type', { auth: { type: SECRETS.env.slice(0, 0), token: SECRETS.bearer } }],
    ['credentials in the URL of a list', { model_url: `http://u:${SECRETS.file}@h/models` }],
  ])('never appear when Olla refuses to start for %s', async (_, keys) => {
    const config = configuration([entry({ name: 'gpu', url: 'http://h:1' }, keys)]);
    const { code, stdout, stderr } = await run(['-c', configFile(JSON.stringify(config))]);
    expect(code).toBe(1);
    expect(leaksOf(stdout + stderr)).toEqual([]);
  });

  it('never appear when the file cannot be read as YAML', async () => {
    const { code, stdout, stderr } = await run([
      '-c',
      configFile(`discovery:\n  token: "${SECRETS.env}\n - ]: ${SECRETS.file} {`),
    ]);
    expect(code).toBe(1);
    expect(leaksOf(stdout + stderr)).toEqual([]);
  });
});
