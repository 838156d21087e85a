import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { pair, pem, pemFile } from '../support/certificates.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { scratchFolder } from '../support/leftovers.js';
import { type Olla, start } from '../support/olla.js';
import { TlsBackend } from '../support/tls-backend.js';
import { until } from '../support/until.js';

const CA = { ca_file: pemFile('authority') };
const CLIENT = { ...CA, cert_file: pemFile('client'), key_file: pemFile('client-key') };

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('an endpoint with TLS (%s)', (engine) => {
  const trusted = new TlsBackend('trusted');
  const mutual = TlsBackend.mutual('mutual');
  const named = new TlsBackend('named', pair('named'));
  const expired = new TlsBackend('expired', pair('expired'));
  const broken = new TlsBackend('broken');
  const renewed = new TlsBackend('renewed');
  const backends = [trusted, mutual, named, expired, broken, renewed];
  const helper = new Backend('helper', ['broken']);
  const plain = new Backend('plain', ['broken']);
  const folder = scratchFolder();
  const renewedCa = path.join(folder, 'ca.pem');
  let olla: Olla;
  const status = async (name: string): Promise<unknown> => dig(await olla.endpoint(name), 'status');

  beforeAll(async () => {
    await Promise.all([...backends, helper, plain].map((backend) => backend.start()));
    copyFileSync(pemFile('stranger'), renewedCa);
    olla = await start(
      configuration(
        [
          entry(trusted, { tls: CA }),
          entry(mutual, { tls: CLIENT }),
          entry(named, { tls: { ...CA, server_name: 'gpu.test' } }),
          entry(expired, { tls: { insecure: true } }),
          // Well as far as probes can tell; only requests meet its certificate.
          entry(broken, { health_check_url: `${helper.url}/health`, model_url: `${helper.url}/v1/models` }),
          entry(plain, { priority: 50 }),
          entry(renewed, { tls: { ca_file: renewedCa }, check_interval: '2s' }),
        ],
        { proxy: { engine } },
      ),
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([...backends, helper, plain].map((backend) => backend.stop()));
  });

  it('is trusted by the authority that it is configured with', async () => {
    expect(await status('trusted')).toBe('healthy');
    const answer = await chat(olla.url, 'trusted');
    expect(answer.json()).toMatchObject({ served_by: 'trusted' });
    expect(trusted.chats.map(({ httpVersion }) => httpVersion)).toEqual([engine === 'olla' ? '2.0' : '1.1']);
  });

  it('is shown the certificate of Olla by probes, lists and requests alike', async () => {
    expect((await chat(olla.url, 'mutual')).status).toBe(200);
    expect(mutual.askedBy('olla-HealthChecker')).toContain('/health');
    expect(mutual.askedBy('olla-Discovery')).toContain('/v1/models');
    expect(new Set(mutual.requests.map(({ caller }) => caller))).toEqual(new Set(['client']));
  });

  it('may have a certificate for another name than that of its URL', async () => {
    expect((await chat(olla.url, 'named')).json()).toMatchObject({ served_by: 'named' });
  });

  it('may have any certificate where the operator says so, with a loud warning', async () => {
    expect((await chat(olla.url, 'expired')).json()).toMatchObject({ served_by: 'expired' });
    expect(olla.log()).toContain('endpoint \\"expired\\": tls.insecure is on: any certificate is accepted');
  });

  it('is passed over and leaves rotation when its certificate is not trusted, and the reason is told', async () => {
    const answer = await chat(olla.url, 'broken');
    expect([answer.status, answer.header('x-olla-endpoint')]).toEqual([200, 'plain']);
    expect(broken.chats).toEqual([]);
    const demoted = 'Connection failed to endpoint, marking as unhealthy';
    await until('it is logged', () => olla.messagesAbout('broken').includes(demoted));
    expect(olla.log()).toContain('"error":"unable to verify the first certificate"');
  });

  it('comes back by itself when its authority is replaced, and a stream elsewhere goes on', async () => {
    expect(await olla.endpoint('renewed')).toMatchObject({
      status: 'offline',
      last_error: expect.stringContaining('certificate') as string,
    });
    let finish: () => void = () => undefined;
    trusted.behaviour = (reply) => {
      reply.writeHead(200, { 'content-type': 'text/plain' });
      reply.write('begun ');
      finish = () => void reply.end('done');
    };
    const streaming = chat(olla.url, 'trusted');
    await until('the stream begins', () => trusted.chats.length === 2);
    copyFileSync(pemFile('authority'), renewedCa);
    await until('it is trusted', async () => (await status('renewed')) === 'healthy', 10_000);
    await until('it is listed', async () => (await chat(olla.url, 'renewed')).status === 200);
    finish();
    expect((await streaming).text).toBe('begun done');
  });

  it('keeps what its files hold out of logs and status', async () => {
    const pages = ['/internal/status', '/internal/status/endpoints', '/internal/status/models', '/version'];
    const texts = await Promise.all(pages.map(async (page) => (await ask(olla.url + page)).text));
    const secret = pem('client-key').split('\n')[1]!;
    for (const text of [olla.log(), ...texts]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('BEGIN');
    }
  });
});

describe('an Ollama with TLS', () => {
  const ollama = TlsBackend.mutual('ollama');
  let olla: Olla;

  beforeAll(async () => {
    await ollama.start();
    ollama.behaviour = (reply) => reply.end('{"models":[{"name":"llama"}],"version":"1.0.0"}');
    const urls = { health_check_url: '/health', model_url: '/api/tags' };
    olla = await start(configuration([entry(ollama, { type: 'ollama', tls: CLIENT, ...urls })]));
  });
  afterAll(async () => {
    await olla.kill();
    await ollama.stop();
  });

  it('is asked for its load and for what is gathered over the same kind of connection', async () => {
    await until('its load is asked for', () => ollama.askedBy('olla-LoadProbe').length > 0);
    const gathered = await ask(`${olla.url}/olla/ollama/api/ps`);
    expect(gathered.json()).toEqual({ models: [{ name: 'llama' }] });
    expect(new Set(ollama.requests.map(({ caller }) => caller))).toEqual(new Set(['client']));
  });
});
