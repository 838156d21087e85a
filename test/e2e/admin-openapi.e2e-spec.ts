import { Ajv2020 } from 'ajv/dist/2020.js';
import { AdminClient } from '../support/admin-client.js';
import { ask } from '../support/ask.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';

jest.setTimeout(30_000);

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

describe('the OpenAPI document of the admin API', () => {
  let olla: Olla;
  let document: Record<string, unknown>;
  const root = (): string => `${olla.url}/internal/admin`;

  beforeAll(async () => {
    olla = await start(configuration([entry({ name: 'gone', url: 'http://127.0.0.1:9' })]));
    document = (await ask(`${root()}/openapi.json`, {})).json() as Record<string, unknown>;
  });
  afterAll(() => olla.kill());

  it('is OpenAPI 3.1 and names every resource', () => {
    expect(document['openapi']).toBe('3.1.0');
    const paths = Object.keys(dig(document, 'paths') as object);
    for (const resource of [
      'endpoints',
      'endpoints/{name}',
      'models',
      'routing/explain',
      'keys',
      'limits',
      'sticky',
      'config',
      'config/reload',
      'events',
      'audit',
    ]) {
      expect(paths).toContain(`/internal/admin/v1/${resource}`);
    }
    expect(paths.every((path) => path.startsWith('/internal/admin/v1/'))).toBe(true);
  });

  it('documents each operation: a summary, a name of its own, and its refusals as problem details', () => {
    const names = new Set<string>();
    for (const [path, item] of Object.entries(dig(document, 'paths') as object)) {
      for (const method of METHODS.filter((known) => known in (item as object))) {
        const operation = dig(item, method) as Record<string, unknown>;
        expect([path, method, typeof operation['summary']]).toEqual([path, method, 'string']);
        expect(names.has(operation['operationId'] as string)).toBe(false);
        names.add(operation['operationId'] as string);
        expect(
          dig(operation, 'responses', '401', 'content', 'application/problem+json', 'schema', '$ref'),
        ).toBe('#/components/schemas/ProblemDto');
      }
    }
    expect(names.size).toBeGreaterThan(30);
  });

  it('describes what comes', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'document');
    const admin = new AdminClient(olla.url);
    const answers = [
      ['endpoints', 'endpoints', 'get', undefined],
      ['endpoints/gone', 'endpoints~1{name}', 'get', undefined],
      ['limits', 'limits', 'get', undefined],
      [
        'routing/explain',
        'routing~1explain',
        'post',
        { path: '/olla/openai/v1/chat/completions', model: 'a' },
      ],
    ] as const;
    for (const [path, pointer, method, body] of answers) {
      const answer = await admin.tell(path, body ? { body } : {});
      const place = `document#/paths/~1internal~1admin~1v1~1${pointer}/${method}/responses/200/content/application~1json/schema`;
      const check = ajv.compile({ $ref: place });
      expect([path, check(answer), check.errors]).toEqual([path, true, null]);
    }
  });

  it('has a page that loads nothing from elsewhere', async () => {
    const page = await ask(`${root()}/docs`, {});
    expect(page.status).toBe(200);
    expect(page.header('content-security-policy')).toContain("default-src 'none'");
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(?:[a-z]+:)?\/\//);
      expect([link, (await ask(new URL(link, `${root()}/docs`).href, {})).status]).toEqual([link, 200]);
    }
    expect((await ask(`${root()}/docs/package.json`, {})).status).toBe(404);
    expect((await ask(`${root()}/docs/..%2fpackage.json`, {})).status).toBe(404);
  });
});
