import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
const ISSUER = 'https://sso.acme.example';

describe('tokens of an identity provider', () => {
  let olla: Olla;
  let backend: Backend;
  let provider: Server;
  let keys: Keys;
  let rotated: Keys;
  let published: object[];
  let asked = 0;

  beforeAll(async () => {
    backend = await new Backend('b', ['open', 'secret']).start();
    keys = await generateKeyPair('ES256', { extractable: true });
    published = [{ ...(await exportJWK(keys.publicKey)), kid: 'first', alg: 'ES256' }];
    provider = createServer((_request, response) => {
      asked++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const { port } = provider.address() as AddressInfo;
    const jwt = {
      jwks_url: `http://127.0.0.1:${port}/jwks.json`,
      issuer: ISSUER,
      audience: ['olla'],
      claims: { name: 'email' },
      clock_tolerance: '1s',
    };
    olla = await start({
      ...configuration([entry(backend)]),
      access: { authenticator: 'jwt', jwt },
    });
  });
  afterAll(async () => {
    await olla.stop();
    await backend.stop();
    provider.closeAllConnections();
    provider.close();
  });

  const sign = (claims: JWTPayload = {}, with_: Keys = keys, kid = 'first'): Promise<string> =>
    new SignJWT({ email: 'joe@acme.example', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(claims.iss ?? ISSUER)
      .setAudience((claims.aud as string) ?? 'olla')
      .setIssuedAt()
      .setExpirationTime(claims.exp ?? '5m')
      .sign(with_.privateKey);
  const status = async (token: string, model = 'open'): Promise<number> =>
    (await chat(olla.url, model, { headers: { authorization: `Bearer ${token}` } })).status;

  it('let their bearers in, and ask the provider once', async () => {
    const token = await sign();
    expect(await Promise.all([1, 2, 3].map(() => status(token)))).toEqual([200, 200, 200]);
    expect(await status(await sign())).toBe(200);
    expect(asked).toBe(1);
  });

  it('say which models they open', async () => {
    const token = await sign({ olla_models: ['open'] });
    expect(await status(token)).toBe(200);
    expect(await status(token, 'secret')).toBe(403);
  });

  it("are refused when they are somebody else's, expired, nameless, unsigned or forged", async () => {
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"email":"x"}').toString('base64url')}.`;
    const refused = [
      await sign({ iss: 'https://other.example' }),
      await sign({ aud: 'something-else' }),
      await sign({ exp: Math.floor(Date.now() / 1000) - 60 }),
      await sign({ email: '' }),
      await sign({}, stranger),
      none,
      'no.token.at-all',
      '',
    ];
    expect(await Promise.all(refused.map((token) => status(token)))).toEqual(refused.map(() => 401));
  });

  it('are known by a rotated key soon after it is published, and no more by the one before', async () => {
    rotated = await generateKeyPair('ES256', { extractable: true });
    published = [{ ...(await exportJWK(rotated.publicKey)), kid: 'second', alg: 'ES256' }];
    const token = await sign({}, rotated, 'second');
    await until('the new key counts', async () => (await status(token)) === 200, 10_000);
    expect(await status(await sign({ email: 'late@acme.example' }))).toBe(401);
  });

  it("are nobody's fault while the provider is away: 503, and nobody is let in", async () => {
    const access = {
      authenticator: 'jwt',
      jwt: { jwks_url: 'http://127.0.0.1:9/jwks.json', issuer: ISSUER },
    };
    const alone = await start({ ...configuration([entry(backend)]), access });
    const headers = { authorization: `Bearer ${await sign()}` };
    const answer = await chat(alone.url, 'open', { headers });
    expect(answer.status).toBe(503);
    expect(Number(answer.header('retry-after'))).toBeGreaterThan(0);
    await until('it is logged', () => alone.log().includes('Keys of the identity provider cannot be had'));
    await alone.stop();
  });

  it('are not checked with keys from where a redirect leads', async () => {
    const elsewhere = createServer((_request, response) => {
      const { port } = provider.address() as AddressInfo;
      response.writeHead(302, { location: `http://localhost:${port}/jwks.json` }).end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const before = asked;
    const jwt = { jwks_url: `http://127.0.0.1:${port}/`, issuer: ISSUER };
    const sent = await start({ ...configuration([entry(backend)]), access: { authenticator: 'jwt', jwt } });
    const headers = { authorization: `Bearer ${await sign()}` };
    expect((await chat(sent.url, 'open', { headers })).status).toBe(503);
    expect(asked).toBe(before);
    await sent.stop();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  it('let those go on whose key is known when the provider goes away', async () => {
    const known = await sign({}, rotated, 'second');
    expect(await status(known)).toBe(200);
    provider.closeAllConnections();
    await new Promise((resolve) => provider.close(resolve));
    const fresh = await sign({ email: 'new@acme.example' }, rotated, 'second');
    expect(await Promise.all([status(known), status(fresh)])).toEqual([200, 200]);
    const stranger = await sign({}, await generateKeyPair('ES256', { extractable: true }), 'third');
    await until('an unknown key cannot be asked for', async () => (await status(stranger)) === 503, 10_000);
    expect(await status(known)).toBe(200);
  });
});
