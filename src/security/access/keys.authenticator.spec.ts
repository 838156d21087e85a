import crypto from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { parsed } from '../../config/testing.js';
import { Live } from '../../core/live.js';
import { newKey } from '../../core/api-key.js';
import type { Caller } from '../../core/caller.js';
import { KeysAuthenticator } from './keys.authenticator.js';

const { key, hash } = newKey();
const quiet = (): void => undefined;

function authenticator(over: object = {}) {
  const access = (more: object) =>
    parsed({ access: { authenticator: 'keys', keys: [{ name: 'team', hash, ...more }] } }).config.access;
  const config = new Live(access(over));
  const warnings: object[] = [];
  const log = {
    debug: quiet,
    info: quiet,
    error: quiet,
    warn: (_m: string, facts?: object) => warnings.push(facts ?? {}),
  };
  const subject = new KeysAuthenticator(config, log);
  const ask = (token: string): Caller | undefined =>
    subject.authenticate({ token, request: new IncomingMessage(new Socket()), address: '10.0.0.1' });
  return { ask, warnings, reconfigure: (more: object) => config.set(access(more)) };
}

describe('KeysAuthenticator', () => {
  it('knows a caller by the key, and gives the same object each time', () => {
    const { ask } = authenticator();
    expect(ask(key)).toEqual({ name: 'team', maxPriority: 'normal' });
    expect(ask(key)).toBe(ask(key));
  });

  it.each(['', 'wrong', `${key}x`, hash, key.toUpperCase()])('does not know %s', (token) => {
    const { ask, warnings } = authenticator();
    expect(ask(token)).toBeUndefined();
    expect(warnings).toEqual([{ key: '', reason: 'unknown', client_ip: '10.0.0.1' }]);
  });

  it.each([
    [{ disabled: true }, 'disabled'],
    [{ expires: '2020-01-01' }, 'expired'],
  ])('refuses a key that is %j and says why in the log alone', (over, reason) => {
    const { ask, warnings } = authenticator(over);
    expect(ask(key)).toBeUndefined();
    expect(warnings).toEqual([{ key: 'team', reason, client_ip: '10.0.0.1' }]);
  });

  it.each([
    ['none', '', {}],
    ['an unknown one', newKey().key, {}],
    ['one that begins like a known one', key.slice(0, -1), {}],
    ['a disabled one', key, { disabled: true }],
    ['an expired one', key, { expires: '2020-01-01' }],
  ])('does the same work whoever is refused: a caller with %s', (_what, token, over) => {
    const { ask, warnings } = authenticator(over);
    const work = [jest.spyOn(crypto, 'createHash'), jest.spyOn(crypto, 'timingSafeEqual')];
    ask(token);
    expect(work.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(warnings).toHaveLength(1);
    jest.restoreAllMocks();
  });

  it('takes keys and rights over when the configuration changes', () => {
    const { ask, reconfigure } = authenticator();
    reconfigure({ models: ['llama*'], limits: { requests_per_minute: 5 } });
    const caller = ask(key)!;
    expect(caller.allowsModel!('llama3:8b')).toBe(true);
    expect(caller.allowsModel!('gpt-4')).toBe(false);
    expect(caller.limits!.requestsPerMinute).toBe(5);
    reconfigure({ disabled: true });
    expect(ask(key)).toBeUndefined();
  });

  it('takes a name with or without its implied tag for the same model', () => {
    const caller = authenticator({ models: ['phi4', 'qwen3:latest'] }).ask(key)!;
    expect(['phi4', 'phi4:latest', 'qwen3', 'qwen3:latest'].every((name) => caller.allowsModel!(name))).toBe(
      true,
    );
    expect(caller.allowsModel!('phi4:14b')).toBe(false);
  });
});
