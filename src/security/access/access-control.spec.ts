import type { DiscoveryService } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';
import { AccessConfig, LiveAccessConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { ForbiddenError } from '../../core/client-errors.js';
import { Violations } from '../violations.js';
import { AccessControl, type AccessRequest } from './access-control.js';
import { AccessGuard } from './access.guard.js';
import { Authenticates } from './authenticator.js';
import { NoAuthenticator } from './none.authenticator.js';

class Access extends LiveAccessConfig {}

const JOE: Caller = { name: 'joe' };
const settings = (authenticator: string): AccessConfig =>
  Object.assign(new AccessConfig(), { authenticator });

/** A company's way to know callers, which answers whatever a test wants. */
function rig(answer: () => unknown, configured = 'acme') {
  @Authenticates('acme')
  class Acme {
    authenticate(): unknown {
      return answer();
    }
  }
  const found = [Acme, NoAuthenticator].map((type) => ({ metatype: type, instance: new type() }));
  const discovery = {
    getProviders: () => found,
    getMetadataByDecorator: (_decorator: unknown, { metatype }: { metatype: object }) =>
      Reflect.getMetadata(Authenticates.KEY, metatype) as unknown,
  } as unknown as DiscoveryService;
  const records: { readonly message: string; readonly facts: unknown }[] = [];
  const note = (message: string, facts?: object): void => void records.push({ message, facts });
  const log = { debug: note, info: note, warn: note, error: note };
  const config = new Access(settings(configured));
  const violations = new Violations();
  const access = new AccessControl(discovery, config, violations, log);
  access.onModuleInit();
  return { access, config, records, violations };
}

const asking = (): AccessRequest => ({
  raw: { method: 'POST', url: '/olla/openai/v1/chat?key=x', headers: {} } as IncomingMessage,
  clientAddress: '10.0.0.1',
  ollaHeaders: [],
  ollaId: '',
  caller: undefined,
});

describe('AccessControl', () => {
  it('asks nobody under "none", and asks from the moment when another way is configured', () => {
    const answer = jest.fn(() => undefined);
    const { access, config } = rig(answer, 'none');
    expect(access.admit(asking())).toBeUndefined();
    expect(answer).not.toHaveBeenCalled();
    config.set(settings('acme'));
    expect(access.admit(asking())).toMatchObject({ status: 401 });
  });

  it('writes down who is calling, without a promise where the answer is there at once', async () => {
    const [now, later] = [asking(), asking()];
    expect(rig(() => JOE).access.admit(now)).toBeUndefined();
    const verdict = rig(() => Promise.resolve(JOE)).access.admit(later);
    expect(verdict).toBeInstanceOf(Promise);
    expect(await verdict).toBeUndefined();
    expect([now.caller, later.caller]).toEqual([JOE, JOE]);
  });

  it.each([undefined, null, false, ''])('lets nobody in for whom the answer is %j', async (nobody) => {
    for (const answer of [() => nobody, () => Promise.resolve(nobody)]) {
      const request = asking();
      expect(await rig(answer).access.admit(request)).toMatchObject({ status: 401, code: 'unauthenticated' });
      expect(request.caller).toBeUndefined();
    }
  });

  it('lets nobody in when it cannot be known who is calling, and says so to the log alone', async () => {
    const fail = (): never => {
      throw new Error('ldap://secret is down');
    };
    for (const answer of [fail, () => Promise.reject(new Error('ldap://secret is down'))]) {
      const { access, records } = rig(answer);
      const refusal = await access.admit(asking());
      expect(refusal).toMatchObject({ status: 503, retryAfterSeconds: 5 });
      expect(refusal!.message).not.toContain('ldap');
      expect(records[0]).toEqual({
        message: 'Authenticator failed',
        facts: { authenticator: 'acme', error: 'Error: ldap://secret is down' },
      });
    }
  });

  it('refuses with the error that an authenticator throws on purpose', () => {
    const refusal = new ForbiddenError('Not from here');
    const { access } = rig(() => {
      throw refusal;
    });
    expect(access.admit(asking())).toBe(refusal);
  });

  it('gives a refused request an id, a record without its query, and counts it', () => {
    const { access, records, violations } = rig(() => undefined);
    const request = asking();
    void access.admit(request);
    expect(request.ollaId).not.toBe('');
    expect(request.ollaHeaders).toContain(request.ollaId);
    expect(records).toEqual([
      {
        message: 'Request rejected',
        facts: {
          request_id: request.ollaId,
          method: 'POST',
          path: '/olla/openai/v1/chat',
          client_ip: '10.0.0.1',
          reason: 'unauthenticated',
        },
      },
    ]);
    expect(violations.counts().access).toBe(1);
  });

  it('refuses to start with a way that nobody brings, and names the nearest', () => {
    expect(() => rig(() => JOE, 'acne')).toThrow('unknown authenticator: acne; did you mean "acme"?');
  });
});

describe('AccessGuard', () => {
  const context = (request: AccessRequest) => ({ getArgByIndex: () => request }) as never;

  it('throws what the request is refused for, at once or later', async () => {
    const now = new AccessGuard(rig(() => undefined).access);
    expect(() => now.canActivate(context(asking()))).toThrow('A valid API key is required');
    const later = new AccessGuard(rig(() => Promise.resolve()).access);
    await expect(later.canActivate(context(asking()))).rejects.toThrow('A valid API key is required');
  });

  it('lets callers in that are known', async () => {
    expect(new AccessGuard(rig(() => JOE).access).canActivate(context(asking()))).toBe(true);
    const later = new AccessGuard(rig(() => Promise.resolve(JOE)).access);
    expect(await later.canActivate(context(asking()))).toBe(true);
  });
});
