import { CallerLimitsConfig, JwtClaimsConfig } from '../../config/index.js';
import { callerOf } from './claims.js';

const of = (claims: Record<string, unknown>, names: Partial<JwtClaimsConfig> = {}) =>
  callerOf(claims, Object.assign(new JwtClaimsConfig(), names), new CallerLimitsConfig());

describe('callerOf', () => {
  it('takes the subject for a name and leaves everything open', () => {
    const caller = of({ sub: 'joe' })!;
    expect(caller.name).toBe('joe');
    expect([caller.allowsModel, caller.allowsEndpoint]).toEqual([undefined, undefined]);
  });

  it('finds claims inside of others, and by names that hold dots', () => {
    const claims = { realm: { user: 'joe' }, 'https://olla.dev/models': ['llama*'] };
    const caller = of(claims, { name: 'realm.user', models: 'https://olla.dev/models' })!;
    expect(caller.name).toBe('joe');
    expect(caller.allowsModel!('llama3')).toBe(true);
  });

  it('reads patterns from words', () => {
    const caller = of({ sub: 'joe', olla_endpoints: 'eu-* us-1' })!;
    expect(['eu-9', 'us-1', 'us-2'].map((name) => caller.allowsEndpoint!(name))).toEqual([true, true, false]);
  });

  it.each([[[]], [''], [null], [[7]]])('allows nothing where the claim says nothing: %j', (olla_models) => {
    expect(of({ sub: 'joe', olla_models })!.allowsModel!('llama3')).toBe(false);
  });

  it.each([{}, { sub: '' }, { sub: 7 }, { sub: { name: 'x' } }])('knows nobody by %j', (claims) => {
    expect(of(claims)).toBeUndefined();
  });
});
