import type { EndpointTls } from '../../core/endpoint.js';
import { Flag, Text } from '../schema/index.js';

/** How a connection to an endpoint with `https` is secured. */
export class EndpointTlsConfig {
  /** PEM file of the authorities that are trusted for this endpoint, in place of the usual ones. */
  @Text()
  readonly caFile?: string = undefined;

  /** PEM file of the certificate that Olla shows; needs `key_file`. */
  @Text()
  readonly certFile?: string = undefined;

  /** PEM file of that certificate's key. */
  @Text()
  readonly keyFile?: string = undefined;

  /** Name that the endpoint's certificate must have, where it is not the host of the URL. */
  @Text()
  readonly serverName?: string = undefined;

  /** Takes any certificate. Whoever is in between reads prompts and credentials. */
  @Flag()
  readonly insecure: boolean = false;

  /** What the files hold, in a loaded configuration. No key of a file, and never printed. */
  readonly contents?: Pick<EndpointTls, 'ca' | 'cert' | 'key'> = undefined;

  /** The contents never reach a JSON text. */
  toJSON(): object {
    return Object.fromEntries(Object.entries(this).filter(([name]) => name !== 'contents'));
  }
}
