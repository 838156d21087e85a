import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Simulator } from '../../src/simulator/index.js';
import { type Answer, ask, chat } from '../support/ask.js';
import { Company } from '../support/company.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import type { Olla } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const MODEL = 'small';

/** Acme's single sign-on: knows Ada. */
function singleSignOn(): Server {
  return createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const known = new URLSearchParams(body).get('token') === 'token-of-ada';
      response.end(JSON.stringify(known ? { active: true, username: 'ada' } : { active: false }));
    });
  });
}

describe("a company's package", () => {
  const names = ['eu-1', 'eu-2', 'us-1'] as const;
  const simulators = names.map(() => new Simulator({ dialect: 'openai', models: [MODEL], answerTokens: 5 }));
  const company = new Company();
  const sso = singleSignOn();
  let olla: Olla;

  const by = (headers: Record<string, string> = {}): Promise<Answer> =>
    chat(olla.url, MODEL, { headers: { authorization: 'Bearer token-of-ada', ...headers } });
  const EU = { 'x-data-residency': 'eu' };

  beforeAll(async () => {
    const servers = await Promise.all(simulators.map((simulator) => simulator.start()));
    await new Promise<void>((resolve) => sso.listen(0, '127.0.0.1', resolve));
    const endpoints = servers.map(({ url }, at) => entry({ name: names[at]!, url }));
    olla = await company.start(
      {
        ...configuration(endpoints, { proxy: { load_balancer: 'acme-residency' } }),
        extensions: ['@acme/olla-extension'],
        access: { authenticator: 'acme-sso' },
      },
      { ACME_SSO_URL: `http://127.0.0.1:${(sso.address() as AddressInfo).port}` },
    );
    await until('the models are known', async () => (await by()).status === 200);
  });
  afterAll(async () => {
    await olla.kill();
    sso.close();
    sso.closeAllConnections();
    await Promise.all(simulators.map((simulator) => simulator.kill()));
  });

  it('lets in whom its single sign-on knows, and nobody else', async () => {
    expect((await by()).status).toBe(200);
    expect((await chat(olla.url, MODEL)).status).toBe(401);
    expect((await chat(olla.url, MODEL, { headers: { authorization: 'Bearer nobody' } })).status).toBe(401);
  });

  it('bills callers for what they used, behind the door of the admin API', async () => {
    const bills = async (): Promise<unknown> => (await ask(`${olla.url}/acme/billing`)).json();
    const before = dig(await bills(), 'ada') as { requests: number; tokens: number };
    const used = dig((await by()).json(), 'usage', 'total_tokens') as number;
    expect(dig(await bills(), 'ada')).toEqual({
      requests: before.requests + 1,
      tokens: before.tokens + used,
    });
    const stranger = await ask(`${olla.url}/acme/billing`, { headers: { 'x-forwarded-for': '192.0.2.9' } });
    expect(stranger.status).toBe(403);
    expect(dig(stranger.json(), 'type')).toBe('urn:olla:problem:forbidden');
  });

  it('says before a request is sent where its strategy would let it go', async () => {
    const told = await ask(`${olla.url}/internal/admin/v1/routing/explain`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/olla/openai/v1/chat/completions', model: MODEL, headers: EU }),
    });
    const verdicts = dig(told.json(), 'endpoints') as { name: string; verdict: string; code?: string }[];
    expect(verdicts.map(({ name, verdict, code }) => [name, verdict, code])).toEqual([
      ['eu-1', 'possible', undefined],
      ['eu-2', 'possible', undefined],
      ['us-1', 'hindered', 'strategy'],
    ]);
  });

  it('refuses a reload that names a strategy which nobody brings', async () => {
    const answer = await ask(`${olla.url}/internal/admin/v1/config/apply`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'proxy: { load_balancer: acme-resident }' }),
    });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.json())).toContain('acme-residency');
    expect((await by(EU)).status).toBe(200);
  });

  it('keeps data where it has to stay, whatever fails', async () => {
    const served = await Promise.all(Array.from({ length: 12 }, () => by(EU)));
    for (const answer of served) {
      expect(answer.status).toBe(200);
      expect(answer.header('x-olla-endpoint')).toMatch(/^eu-/);
    }
    await Promise.all(simulators.slice(0, 2).map((simulator) => simulator.kill()));
    for (let time = 0; time < 5; time++) {
      const answer = await by(EU);
      expect([502, 503]).toContain(answer.status);
      expect(answer.header('x-olla-endpoint')).not.toMatch(/^us-/);
    }
    expect((await by()).header('x-olla-endpoint')).toBe('us-1');
  });
});
