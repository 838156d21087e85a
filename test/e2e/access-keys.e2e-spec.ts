import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { newKey } from '../../src/core/api-key.js';
import { ask, chat, chatBody } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';

jest.setTimeout(30_000);

const all = newKey();
const limited = newKey();
const eu = newKey();
const old = newKey();

describe('API keys', () => {
  let olla: Olla;
  let us: Backend;
  let europe: Backend;

  beforeAll(async () => {
    us = await new Backend('us-1', ['open', 'secret']).start();
    europe = await new Backend('eu-1', ['open', 'secret', 'only-eu']).start();
    const keys = [
      { name: 'all', hash: all.hash },
      { name: 'limited', hash: limited.hash, models: ['open'] },
      { name: 'eu', hash: eu.hash, endpoints: ['eu-*'] },
      { name: 'old', hash: old.hash, expires: '2020-01-01' },
    ];
    const proxy = { sticky_sessions: { enabled: true, key_sources: ['session_header'] } };
    olla = await start({
      ...configuration([entry(us), entry(europe)], { proxy }),
      access: { authenticator: 'keys', keys },
    });
  });
  afterAll(async () => {
    await olla.stop();
    await Promise.all([us.stop(), europe.stop()]);
  });

  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  it('let in who has one, in either header, and keep it from backends', async () => {
    expect((await chat(olla.url, 'open', withKey(all.key))).status).toBe(200);
    expect((await chat(olla.url, 'open', { headers: { 'x-api-key': all.key } })).status).toBe(200);
    for (const { headers } of [...us.requests, ...europe.requests]) {
      expect(JSON.stringify(headers)).not.toContain(all.key);
    }
  });

  it.each([
    ['none at all', {}],
    ['an unknown one', withKey('olla_wrong')],
    ['an expired one', withKey(old.key)],
    ['its hash', withKey(all.hash)],
  ])('refuse who has %s, always with the same words', async (_what, options) => {
    const answer = await chat(olla.url, 'open', options);
    expect(answer.status).toBe(401);
    expect(answer.header('www-authenticate')).toBe('Bearer');
    expect(answer.header('x-olla-request-id')).not.toBe('');
    expect(answer.json()).toMatchObject({
      error: { message: 'A valid API key is required', type: 'authentication_error' },
    });
  });

  it('are asked for in the dialect of the client', async () => {
    const openai = new OpenAI({ baseURL: `${olla.url}/olla/openai/v1`, apiKey: 'olla_wrong', maxRetries: 0 });
    await expect(openai.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const anthropic = new Anthropic({
      baseURL: `${olla.url}/olla/anthropic`,
      apiKey: 'olla_wrong',
      maxRetries: 0,
    });
    await expect(anthropic.models.list()).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    const ollama = await ask(`${olla.url}/olla/ollama/api/chat`, { body: chatBody('open') });
    expect(ollama.json()).toEqual({ error: 'A valid API key is required' });
  });

  it('open certain models and no others, whatever form they are asked for in', async () => {
    expect((await chat(olla.url, 'open', withKey(limited.key))).status).toBe(200);
    const answer = await chat(olla.url, 'secret', withKey(limited.key));
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ error: { message: "Your key is not for the model 'secret'" } });
    const twice = '{"model":"open","model":"secret","messages":[]}';
    const path = `${olla.url}/olla/openai/v1/chat/completions`;
    const headers = { ...withKey(limited.key).headers, 'content-type': 'application/json' };
    expect((await ask(path, { body: twice, headers })).status).toBe(403);
    expect((await ask(path, { body: 'model=secret', headers: withKey(limited.key).headers })).status).toBe(
      403,
    );
  });

  it('show in lists what they open', async () => {
    const names = async (key: string): Promise<string[]> => {
      const list = await ask(`${olla.url}/olla/openai/v1/models`, withKey(key));
      return (dig(list.json(), 'data') as unknown[])
        .map((model) => String(dig(model, 'id')))
        .sort((a, b) => a.localeCompare(b));
    };
    expect(await names(all.key)).toEqual(['only-eu', 'open', 'secret']);
    expect(await names(limited.key)).toEqual(['open']);
    const one = await ask(`${olla.url}/olla/openai/v1/models/secret`, withKey(limited.key));
    expect(one.status).toBe(404);
  });

  it.each([
    '/olla/ollama/api/tags',
    '/olla/models',
    '/olla/proxy/v1/models',
    '/olla/models?include_unavailable=true',
  ])('show nothing else in %s', async (path) => {
    const list = await ask(olla.url + path, withKey(limited.key));
    expect(list.text).not.toContain('secret');
    expect(list.text).not.toContain('only-eu');
  });

  it('keep a conversation away from the endpoints of others', async () => {
    const session = { 'x-olla-session-id': 'one-conversation' };
    for (const key of [all.key, eu.key, all.key, eu.key]) {
      const { headers } = withKey(key);
      const answer = await chat(olla.url, 'open', { headers: { ...headers, ...session } });
      if (key === eu.key) expect(answer.header('x-olla-endpoint')).toBe('eu-1');
    }
  });

  it('open certain endpoints and no others, also when those fail', async () => {
    for (let i = 0; i < 4; i++) {
      expect((await chat(olla.url, 'open', withKey(eu.key))).header('x-olla-endpoint')).toBe('eu-1');
    }
    europe.behaviour = (response) => response.destroy();
    const before = us.requests.length;
    expect((await chat(olla.url, 'open', withKey(eu.key))).status).toBeGreaterThanOrEqual(500);
    expect(us.requests).toHaveLength(before);
  });

  it('are told apart in the log by their names and never shown', () => {
    expect(olla.log()).toContain('"key":"old","reason":"expired"');
    expect(olla.log()).toMatch(/"msg":"Request rejected".*"status":403.*"error_code":"forbidden"/);
    for (const { key, hash } of [all, limited, eu, old]) {
      expect(olla.log()).not.toContain(key);
      expect(olla.log()).not.toContain(hash);
    }
  });
});
