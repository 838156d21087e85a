import type { Endpoint, EndpointTls } from '../core/endpoint.js';

const MOST_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Header lines of the one who asks. */
export type OwnHeaders = readonly (readonly [name: string, value: string])[];

/** A redirect that is not followed. */
export class RedirectError extends Error {}

/**
 * Where a question about an endpoint goes, and what goes with it. Headers, credential and TLS settings of an
 * endpoint are for the addresses that its operator wrote down: a redirect that leaves such an origin loses them
 * all, and a later one that leads back does not regain them.
 */
export class Destination {
  private constructor(
    readonly url: URL,
    /** Name, value, name, value. */
    readonly headers: string[],
    readonly tls: EndpointTls | undefined,
    private readonly own: OwnHeaders,
    private readonly hops: number,
  ) {}

  /** @throws TypeError when the address is none */
  static of(address: string, endpoint: Endpoint, own: OwnHeaders): Destination {
    return new Destination(new URL(address), headersFor(endpoint, own), endpoint.tls, own, 0);
  }

  /**
   * Where an answer sends on to; undefined when it does not.
   * @throws RedirectError when it is not to be followed
   */
  next(status: number, location: unknown): Destination | undefined {
    if (!REDIRECTS.has(status) || typeof location !== 'string') return undefined;
    if (this.hops === MOST_REDIRECTS) throw new RedirectError(`stopped after ${MOST_REDIRECTS} redirects`);
    const url = this.#target(location);
    const hops = this.hops + 1;
    return url.origin === this.url.origin
      ? new Destination(url, this.headers, this.tls, this.own, hops)
      : new Destination(url, this.own.flat(), undefined, this.own, hops);
  }

  #target(location: string): URL {
    if (!URL.canParse(location, this.url.href)) throw new RedirectError('redirected to what is no address');
    const url = new URL(location, this.url);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
    throw new RedirectError(`redirected to unsupported protocol scheme ${url.protocol}`);
  }
}

/** Those of the one who asks, then what is configured for the endpoint; a configured name replaces its namesake. */
function headersFor({ outboundHeaders, outboundHeaderNames }: Endpoint, own: OwnHeaders): string[] {
  const kept = own.filter(([name]) => !outboundHeaderNames.has(name.toLowerCase()));
  return [...kept.flat(), ...outboundHeaders];
}
