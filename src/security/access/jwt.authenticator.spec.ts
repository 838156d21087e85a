import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { IncomingMessage } from 'node:http';
import { parsed } from '../../config/testing.js';
import type { Caller } from '../../core/caller.js';
import { Live } from '../../core/live.js';
import { JwtAuthenticator } from './jwt.authenticator.js';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Reply = () => Promise<Response>;

const NOW = Date.parse('2026-05-01T10:00:00Z');
const MINUTE = 60_000;
const URL_OF_KEYS = 'https://sso.example/jwks.json';
const away: Reply = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));

let first: Keys;
let second: Keys;
beforeAll(async () => {
  first = await generateKeyPair('ES256', { extractable: true });
  second = await generateKeyPair('ES256', { extractable: true });
});
// Only the clock is held: signing and checking take their time.
beforeEach(() =>
  jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] }),
);
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const passes = (ms: number): void => jest.setSystemTime(Date.now() + ms);

function rig(over: object = {}) {
  const access = (more: object) =>
    parsed({
      access: {
        authenticator: 'jwt',
        jwt: { jwks_url: URL_OF_KEYS, issuer: 'https://sso.example', ...more },
      },
    }).config.access;
  const config = new Live(access(over));
  const records: { readonly level: string; readonly message: string; readonly facts: object }[] = [];
  const note =
    (level: string) =>
    (message: string, facts: object): void =>
      void records.push({ level, message, facts });
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const subject = new JwtAuthenticator(config, log);
  const ask = (token: string): Caller | undefined | Promise<Caller | undefined> =>
    subject.authenticate({ token, request: {} as IncomingMessage, address: '10.0.0.1' });
  return { ask, records, reconfigure: (more: object) => config.set(access(more)) };
}

/** What the provider publishes from now on. */
function publish(...keys: readonly (readonly [Keys, string?])[]): jest.SpyInstance {
  return answer(async () => {
    const published = keys.map(async ([{ publicKey }, kid]) => ({
      ...(await exportJWK(publicKey)),
      ...(kid !== undefined && { kid }),
    }));
    return Response.json({ keys: await Promise.all(published) });
  });
}
const answer = (reply: Reply): jest.SpyInstance => jest.spyOn(globalThis, 'fetch').mockImplementation(reply);

const sign = ({ privateKey }: Keys, kid?: string, claims: object = {}): Promise<string> =>
  new SignJWT({ sub: 'joe', iss: 'https://sso.example', exp: NOW / 1_000 + 7_200, ...claims })
    .setProtectedHeader({ alg: 'ES256', ...(kid !== undefined && { kid }) })
    .sign(privateKey);

describe('JwtAuthenticator', () => {
  it('asks for the keys once, and knows a verified token without a promise', async () => {
    const asked = publish([first, 'one']);
    const { ask } = rig();
    const token = await sign(first, 'one');
    const caller = (await ask(token))!;
    expect(caller.name).toBe('joe');
    expect(ask(token)).toBe(caller);
    expect((await ask(await sign(first, 'one', { sub: 'jane' })))!.name).toBe('jane');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('knows a verified token no longer than it is valid', async () => {
    publish([first, 'one']);
    const { ask } = rig({ clock_tolerance: '1s' });
    const token = await sign(first, 'one', { exp: NOW / 1_000 + 10 });
    expect(await ask(token)).toBeDefined();
    passes(12_000);
    expect(await ask(token)).toBeUndefined();
  });

  it('finds a rotated key after a short while, and is not made to ask for invented ones', async () => {
    const asked = publish([first, 'one']);
    const { ask } = rig();
    await ask(await sign(first, 'one'));
    publish([second, 'two']);
    const rotated = await sign(second, 'two');
    expect(await ask(rotated)).toBeUndefined();
    expect(asked).toHaveBeenCalledTimes(1);
    passes(6_000);
    expect(await ask(rotated)).toBeDefined();
    expect(await ask(await sign(first, 'one', { sub: 'jane' }))).toBeUndefined();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('tries every published key with a token that names none', async () => {
    publish([first], [second]);
    const { ask } = rig();
    expect(await ask(await sign(second))).toBeDefined();
    const stranger = await generateKeyPair('ES256', { extractable: true });
    expect(await ask(await sign(stranger))).toBeUndefined();
  });

  it('lets nobody in while the provider is away, says so once, and does not knock at once again', async () => {
    const asked = answer(away);
    const { ask, records } = rig();
    const token = await sign(first, 'one');
    const asks = await Promise.allSettled([ask(token), ask(token), ask(token)]);
    expect(asks.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(ask(token)).rejects.toMatchObject({ status: 503, retryAfterSeconds: 5 });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(records).toEqual([
      {
        level: 'error',
        message: 'Keys of the identity provider cannot be had',
        facts: { url: URL_OF_KEYS, error: 'ECONNREFUSED' },
      },
    ]);
    publish([first, 'one']);
    passes(3_000);
    expect(await ask(token)).toBeDefined();
  });

  it('goes on with the keys it has while the provider is away or hangs, for an hour', async () => {
    publish([first, 'one']);
    const { ask } = rig();
    await ask(await sign(first, 'one'));
    let giveUp = (_reason: Error): void => undefined;
    answer(() => new Promise((_, reject) => (giveUp = reject)));
    passes(11 * MINUTE);
    expect(await ask(await sign(first, 'one', { sub: 'jane' }))).toBeDefined();
    giveUp(new DOMException('too late', 'TimeoutError'));
    answer(away);
    passes(50 * MINUTE);
    await expect(ask(await sign(first, 'one', { sub: 'jim' }))).rejects.toMatchObject({ status: 503 });
  });

  it('forgets keys that were withdrawn, without a request that waits for it', async () => {
    publish([first, 'one']);
    const { ask } = rig();
    await ask(await sign(first, 'one'));
    publish([second, 'two']);
    passes(11 * MINUTE);
    await ask(await sign(first, 'one', { sub: 'jane' }));
    await new Promise(setImmediate);
    expect(await ask(await sign(first, 'one', { sub: 'jim' }))).toBeUndefined();
  });

  it('judges by the configuration of now, also what was asked under the one before', async () => {
    publish([first, 'one']);
    const { ask, reconfigure } = rig();
    const token = await sign(first, 'one');
    const early = ask(token);
    reconfigure({ audience: ['olla'] });
    expect(await early).toBeDefined();
    expect(await ask(token)).toBeUndefined();
  });

  it('follows no redirect, and takes nothing that is no set of keys', async () => {
    const token = await sign(first, 'one');
    for (const reply of [
      new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }),
      new Response('<html>'),
      Response.json({ keys: 7 }),
    ]) {
      const asked = answer(() => Promise.resolve(reply));
      await expect(rig().ask(token)).rejects.toMatchObject({ status: 503 });
      expect(asked).toHaveBeenCalledWith(URL_OF_KEYS, expect.objectContaining({ redirect: 'manual' }));
    }
  });

  it('says in the log what is wrong with a token, in no words of the token', async () => {
    publish([first, 'one']);
    const { ask, records } = rig();
    const token = await new SignJWT({ sub: 'joe', iss: 'https://sso.example' })
      .setProtectedHeader({ alg: 'ES256', crit: ['evil\nline'], 'evil\nline': 1 })
      .sign(first.privateKey, { crit: { 'evil\nline': true } });
    expect(await ask(token)).toBeUndefined();
    expect(await ask(await sign(first, 'one', { iss: 'https://other.example' }))).toBeUndefined();
    expect(records.map(({ facts }) => facts)).toEqual([
      { reason: 'ERR_JOSE_NOT_SUPPORTED', client_ip: '10.0.0.1' },
      { reason: 'ERR_JWT_CLAIM_VALIDATION_FAILED', claim: 'iss', client_ip: '10.0.0.1' },
    ]);
  });
});
