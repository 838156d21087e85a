import { type ConnectionOptions, createSecureContext } from 'node:tls';
import type { EndpointTls } from '../core/endpoint.js';

/** How a TLS connection is opened, as far as an endpoint has a say in it. */
export type TlsOptions = Readonly<
  Pick<ConnectionOptions, 'secureContext' | 'servername' | 'rejectUnauthorized'>
>;

const AS_USUAL: TlsOptions = Object.freeze({});
const read = new WeakMap<EndpointTls, TlsOptions>();

/**
 * What connections to an endpoint are opened with. Certificates and keys are read once for each object of
 * settings: a bundle of authorities takes milliseconds, and a connection must not.
 */
export function tlsOptions(tls: EndpointTls | undefined): TlsOptions {
  if (!tls) return AS_USUAL;
  const known = read.get(tls);
  if (known) return known;
  const options = optionsOf(tls);
  read.set(tls, options);
  return options;
}

function optionsOf({ ca, cert, key, serverName, insecure }: EndpointTls): TlsOptions {
  const secureContext = createSecureContext({
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  });
  return Object.freeze({
    secureContext,
    ...(serverName !== undefined && { servername: serverName }),
    rejectUnauthorized: !insecure,
  });
}
