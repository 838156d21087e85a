import { state } from '../../test/support/builders.js';
import type { Fleet } from '../core/fleet.js';
import { ProfileCatalogue } from '../registry/index.js';
import { routeRows } from './route-rows.js';
import { startupTables } from './startup-text.js';

const fleet = (...endpoints: Fleet['endpoints']): Fleet => ({
  version: 1,
  modelsVersion: 1,
  membersVersion: 1,
  endpoints,
  byUrl: new Map(),
  byName: new Map(),
  byModel: new Map(),
});

describe('the tables at start-up', () => {
  it('show endpoints, those of the highest priority first', () => {
    const tables = startupTables(
      fleet(
        state({ name: 'desk', endpoint: { priority: 50, url: 'http://desk:11434' } }),
        state({ name: 'rack', endpoint: { priority: 100, url: 'http://rack:8000', type: 'vllm' } }),
        state({ name: 'den', endpoint: { priority: 50, url: 'http://den:1' }, status: 'offline' }),
      ),
      [{ route: '/version', method: 'GET', description: 'version and build' }],
    );
    expect(tables.split('\n')).toEqual([
      'PRI  NAME  TYPE    URL                HEALTH   CHECK  TIMEOUT',
      '100  rack  vllm    http://rack:8000   healthy  5s     2s',
      '50   desk  ollama  http://desk:11434  healthy  5s     2s',
      '50   den   ollama  http://den:1       offline  5s     2s',
      '',
      'ROUTE     METHOD  DESCRIPTION',
      '/version  GET     version and build',
    ]);
  });
});

describe('the routes', () => {
  const profiles = new ProfileCatalogue().all;

  it('are those that exist, then those of each kind of server', () => {
    const rows = routeRows((path) => path === '/version', profiles).map(({ route }) => route);
    expect(rows.slice(0, 3)).toEqual(['/version', '/olla/models', '/olla/proxy/']);
    expect(rows).toContain('/olla/ollama/');
    expect(rows).not.toContain('/internal/status');
  });
});
