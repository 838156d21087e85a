import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pem, pemFile } from '../../../test/support/certificates.js';
import { printableConfig } from '../printable-config.js';
import { messagesOf, parsed, problemsOf, warningsOf, withEndpoints } from '../testing.js';

const directory = mkdtempSync(join(tmpdir(), 'olla-tls-'));
writeFileSync(join(directory, 'words'), 'nothing but sekret words');
writeFileSync(
  join(directory, 'broken'),
  pem('server').replace(/\n[A-Za-z0-9+/]{20}/, '\nsekretsekretsekret'),
);
writeFileSync(
  join(directory, 'broken-key'),
  pem('server-key').replace(/\n[A-Za-z0-9+/]{20}/, '\nsekretsekretsekr'),
);
writeFileSync(join(directory, 'two'), pem('authority') + pem('stranger'));
afterAll(() => rmSync(directory, { recursive: true }));

const options = { env: { CA: pemFile('authority') }, cwd: directory };
const gpu = (tls: object, url = 'https://h:1'): object => withEndpoints({ url, name: 'gpu-1', tls });
const complaints = (tls: object, url?: string): string[] => messagesOf(gpu(tls, url), options);
const resolved = (tls: object) => parsed(gpu(tls), options).config.discovery.static.endpoints[0]!.tls!;

describe('a tls block', () => {
  it('holds what its files hold', () => {
    const files = { ca_file: '${CA}', cert_file: pemFile('client'), key_file: pemFile('client-key') };
    expect(resolved({ ...files, server_name: 'gpu.test' })).toMatchObject({
      contents: { ca: pem('authority'), cert: pem('client'), key: pem('client-key') },
      serverName: 'gpu.test',
      insecure: false,
    });
    expect(resolved({ ca_file: 'two' }).contents).toEqual({ ca: pem('authority') + pem('stranger') });
  });

  it('is refused for a URL without TLS, unless it asks for nothing', () => {
    expect(problemsOf(gpu({ insecure: true }, 'http://h:1'), options)).toEqual([
      expect.objectContaining({
        path: 'discovery.static.endpoints[0].tls',
        line: 1,
        message: 'endpoint "gpu-1": tls needs a URL that begins with https://',
        hint: 'write https:// in url, or leave tls out',
      }),
    ]);
    expect(complaints({ insecure: false }, 'http://h:1')).toEqual([]);
  });

  it.each([
    [{ ca_file: 'words' }, 'tls.ca_file: "words" holds no certificate in PEM format'],
    [{ ca_file: 'broken' }, 'tls.ca_file: "broken" holds a certificate that cannot be read (number 1)'],
    [{ cert_file: pemFile('client') }, 'tls.cert_file needs tls.key_file beside it'],
    [{ key_file: pemFile('client-key') }, 'tls.key_file needs tls.cert_file beside it'],
    [
      { cert_file: pemFile('client'), key_file: pemFile('client') },
      `tls.key_file: "${pemFile('client')}" holds no private key in PEM format`,
    ],
    [
      { cert_file: pemFile('client'), key_file: 'broken-key' },
      'tls.key_file: "broken-key" holds a private key that cannot be read',
    ],
    [
      { cert_file: pemFile('client'), key_file: pemFile('encrypted-key') },
      `tls.key_file: "${pemFile('encrypted-key')}" holds a key that is encrypted: Olla has no passphrase for it`,
    ],
    [
      { cert_file: pemFile('client'), key_file: pemFile('server-key') },
      'tls.key_file: the key does not belong to the certificate',
    ],
    [{ server_name: '10.0.0.1' }, 'tls.server_name must be the name of a host, not an address'],
    [{ server_name: '::1' }, 'tls.server_name must be the name of a host, not an address'],
    [{ server_name: 'gpu/1' }, 'tls.server_name must be the name of a host, not an address'],
    [{ ca_file: '${NONE}' }, 'tls.ca_file: required environment variable "NONE" is not set'],
    [
      { cert_file: pemFile('client'), key_file: '${NONE}' },
      'tls.key_file: required environment variable "NONE" is not set',
    ],
  ])('%j is refused', (tls, complaint) => {
    const found = complaints(tls);
    expect(found).toEqual([`endpoint "gpu-1": ${complaint}`]);
    expect(found.join()).not.toContain('sekret');
  });

  it('whose files cannot be read names each of them', () => {
    const files = { ca_file: '/none/ca', cert_file: '/none/cert', key_file: '/none/key' };
    expect(complaints(files)).toEqual(
      ['ca', 'cert', 'key'].map((name) =>
        expect.stringMatching(
          new RegExp(`^endpoint "gpu-1": tls\\.${name}_file: reading "/none/${name}": ENOENT`),
        ),
      ),
    );
  });

  it('that takes any certificate is warned of', () => {
    expect(warningsOf(gpu({ insecure: true }), options)).toEqual([
      expect.stringContaining('endpoint "gpu-1": tls.insecure is on: any certificate is accepted'),
    ]);
    expect(warningsOf(gpu({ ca_file: '${CA}' }), options)).toEqual([]);
  });

  it('never shows what its files hold', () => {
    const files = { cert_file: pemFile('client'), key_file: pemFile('client-key') };
    const { config } = parsed(gpu(files), options);
    const endpoint = config.discovery.static.endpoints[0]!;
    for (const text of [JSON.stringify(endpoint), JSON.stringify(printableConfig(config))]) {
      expect(text).toContain('client-key.pem');
      expect(text).not.toMatch(/BEGIN|contents/);
    }
  });
});
