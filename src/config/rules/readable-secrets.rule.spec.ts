import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { warningsOf, withEndpoints } from '../testing.js';

const directory = mkdtempSync(join(tmpdir(), 'olla-readable-'));
const sourceFile = join(directory, 'olla.yaml');
writeFileSync(sourceFile, '');
writeFileSync(join(directory, 'token'), 'from-file');
afterAll(() => rmSync(directory, { recursive: true }));

const options = { env: { TOKEN: 'from-env' }, cwd: directory, sourceFile };
const of = (keys: object): string[] => warningsOf(withEndpoints({ url: 'http://h:1', ...keys }), options);
const bearer = (auth: object): object => ({ auth: { type: 'bearer', ...auth } });

describe('secrets in a file that everybody can read', () => {
  beforeEach(() => chmodSync(sourceFile, 0o644));

  it('are warned of, by name and never by value', () => {
    const auth = { type: 'basic', username: 'sekret-u', password: 'sekret-p' };
    const [warning, ...others] = of({ auth, headers: { 'X-Api-Key': 'sekret-k', 'X-Team': 'red' } });
    expect(others).toEqual([]);
    const at = 'discovery.static.endpoints[0]';
    expect(warning).toBe(
      `${sourceFile} can be read by every user of this machine and holds secrets: ` +
        `${at}.auth.username, ${at}.auth.password, ${at}.headers.X-Api-Key`,
    );
    expect(warning).not.toContain('sekret');
  });

  it.each([
    ['come from a variable', bearer({ token: 'Token ${TOKEN}' })],
    ['come from a file of their own', bearer({ token_file: 'token' })],
    ['are none', { headers: { 'X-Team': 'red' } }],
  ])('are fine when they %s', (_, keys) => {
    expect(of(keys)).toEqual([]);
  });

  it.each([0o600, 0o640])('are fine when its mode is %o', (mode) => {
    chmodSync(sourceFile, mode);
    expect(of(bearer({ token: 'sekret' }))).toEqual([]);
  });

  it('cannot be judged without a file', () => {
    const gpu = withEndpoints({ url: 'http://h:1', ...bearer({ token: 'sekret' }) });
    expect(warningsOf(gpu, { ...options, sourceFile: '' })).toEqual([]);
    expect(warningsOf(gpu, { ...options, sourceFile: join(directory, 'gone.yaml') })).toEqual([]);
  });
});
