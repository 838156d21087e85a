import { createHash } from 'node:crypto';
import type { EndpointTls } from '../../core/endpoint.js';
import type { EndpointTlsConfig } from '../sections/index.js';

/** Whoever uses an object keeps it here; the digest keeps the key itself out of the table. */
const interned = new Map<string, WeakRef<EndpointTls>>();
const unused = new FinalizationRegistry<string>((digest) => {
  if (!interned.get(digest)?.deref()) interned.delete(digest);
});

/**
 * How connections to an endpoint are secured; undefined = as usual. The same settings and file contents give the
 * same object, from one generation of the configuration to the next too: connections outlive a reload by that.
 */
export function endpointTls(config: EndpointTlsConfig | undefined): EndpointTls | undefined {
  if (!config) return undefined;
  const { contents = {}, serverName, insecure } = config;
  const { ca, cert, key } = contents;
  if (!insecure && !serverName && ca === undefined && cert === undefined) return undefined;
  const digest = createHash('sha256')
    .update(JSON.stringify([ca, cert, key, serverName, insecure]))
    .digest('base64');
  const known = interned.get(digest)?.deref();
  if (known) return known;
  const tls: EndpointTls = Object.freeze({
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(serverName && { serverName }),
    insecure,
  });
  interned.set(digest, new WeakRef(tls));
  unused.register(tls, digest);
  return tls;
}
