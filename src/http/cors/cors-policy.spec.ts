import { type CorsSettings, corsPolicyOf, isPreflight, isUnderCors } from './cors-policy.js';

const APP = 'https://app.example';
const OFF: CorsSettings = {
  enabled: false,
  allowedOrigins: ['*'],
  allowedMethods: ['GET', 'POST', 'OPTIONS'],
  allowedHeaders: ['*'],
  exposedHeaders: [],
  allowCredentials: false,
  maxAge: 300,
};
const policy = (over: Partial<CorsSettings> = {}) => corsPolicyOf({ ...OFF, enabled: true, ...over })!;

/** Lines as an object; a name that stands twice would show. */
function told(lines: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (let i = 0; i < lines.length; i += 2) {
    const name = lines[i]!.toLowerCase().replace('access-control-', '');
    out[name] = name in out ? `${out[name]} twice` : lines[i + 1]!;
  }
  return out;
}
const VARY = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';
const ask = (headers: Record<string, string> = {}, over: Partial<CorsSettings> = {}) =>
  told(policy(over).preflight({ origin: APP, 'access-control-request-method': 'POST', ...headers }));

it('is off until it is enabled', () => expect(corsPolicyOf(OFF)).toBeUndefined());

describe('a preflight', () => {
  it('is told what it asked for', () => {
    expect(ask({ 'access-control-request-headers': 'x-a, X-B' })).toEqual({
      vary: VARY,
      'allow-origin': '*',
      'allow-methods': 'POST',
      'allow-headers': 'x-a, X-B',
      'max-age': '300',
    });
  });

  it('gets its origin back, and the credentials flag, where origins are listed', () => {
    expect(ask({ origin: 'HTTPS://APP.example' }, { allowedOrigins: [APP], allowCredentials: true })).toEqual(
      {
        vary: VARY,
        'allow-origin': 'HTTPS://APP.example',
        'allow-credentials': 'true',
        'allow-methods': 'POST',
        'max-age': '300',
      },
    );
  });

  it.each<[string, Record<string, string>, Partial<CorsSettings>]>([
    ['from an origin that is not listed', {}, { allowedOrigins: ['https://other.example'] }],
    ['without an origin', { origin: '' }, {}],
    ['for a method that is not listed', { 'access-control-request-method': 'DELETE' }, {}],
    ['for a method in another case', { 'access-control-request-method': 'post' }, {}],
    ['for HEAD, which is not listed', { 'access-control-request-method': 'HEAD' }, {}],
    [
      'for a header that is not listed',
      { 'access-control-request-headers': 'x-a, x-b' },
      { allowedHeaders: ['X-A'] },
    ],
  ])('%s learns nothing', (_name, headers, over) => expect(ask(headers, over)).toEqual({ vary: VARY }));

  it('may ask for listed headers in any case and order, and always for OPTIONS', () => {
    const over = { allowedHeaders: ['X-A', 'X-B'], maxAge: 0, allowedMethods: ['GET'] };
    const headers = {
      'access-control-request-headers': 'x-b,x-a',
      'access-control-request-method': 'OPTIONS',
    };
    expect(ask(headers, over)).toEqual({
      vary: VARY,
      'allow-origin': '*',
      'allow-methods': 'OPTIONS',
      'allow-headers': 'x-b,x-a',
    });
  });

  it('may ask for what needs no asking when the lists are empty', () => {
    const over = { allowedHeaders: [], allowedMethods: [] };
    expect(ask({ 'access-control-request-headers': 'content-type' }, over)['allow-origin']).toBe('*');
    expect(ask({ 'access-control-request-headers': 'x-a' }, over)).toEqual({ vary: VARY });
    expect(ask({ 'access-control-request-method': 'PUT' }, over)).toEqual({ vary: VARY });
  });
});

describe('any other answer', () => {
  const lines = (over: Partial<CorsSettings> = {}, origin: string | undefined = APP, method = 'POST') =>
    told(policy(over).linesFor(method, origin));

  it('may be read by every origin, the story of it included', () => {
    const { 'expose-headers': exposed, ...rest } = lines();
    expect(rest).toEqual({ vary: 'Origin', 'allow-origin': '*' });
    expect(exposed!.split(', ')).toHaveLength(12);
    expect(exposed).toContain('X-Olla-Sticky-Key-Source');
  });

  it('exposes what is configured in place of that', () => {
    expect(lines({ exposedHeaders: ['X-One', 'X-Two'] })['expose-headers']).toBe('X-One, X-Two');
  });

  it.each<[string, Partial<CorsSettings>, string | undefined, string]>([
    ['another origin', { allowedOrigins: [APP] }, 'https://evil.example', 'GET'],
    ['no origin', {}, '', 'GET'],
    ['a method that is not listed', {}, APP, 'DELETE'],
  ])('says only that it varies to %s', (_name, over, origin, method) => {
    expect(lines(over, origin, method)).toEqual({ vary: 'Origin' });
  });

  it('is known again by its lines', () => {
    expect(isUnderCors(policy().linesFor('GET', undefined))).toBe(true);
    expect(isUnderCors([])).toBe(false);
    expect(isUnderCors(['X-Olla-Request-ID', 'a'])).toBe(false);
  });
});

describe('a pattern of origins', () => {
  it.each([
    ['https://a.example.com', true],
    ['https://a.b.example.com', true],
    ['HTTPS://A.EXAMPLE.COM', true],
    ['https://example.com', false],
    ['https://a.example.org', false],
    ['http://a.example.com', false],
    ['https://.example.com.evil', false],
  ])('https://*.example.com and %s: %p', (origin, allowed) => {
    const { 'allow-origin': told_ } = told(
      policy({ allowedOrigins: ['https://x.example', 'https://*.example.com'] }).linesFor('GET', origin),
    );
    expect(told_).toBe(allowed ? origin : undefined);
  });

  it('needs both of its ends', () => {
    const made = policy({ allowedOrigins: ['https://ab*b.example'] });
    expect(told(made.linesFor('GET', 'https://ab.example'))).toEqual({ vary: 'Origin' });
  });
});

describe('isPreflight', () => {
  it.each([
    ['OPTIONS', { 'access-control-request-method': 'POST' }, true],
    ['OPTIONS', { 'access-control-request-method': '' }, false],
    ['OPTIONS', { origin: APP }, false],
    ['POST', { 'access-control-request-method': 'POST' }, false],
  ])('%s with %p: %p', (method, headers, expected) => expect(isPreflight(method, headers)).toBe(expected));
});
