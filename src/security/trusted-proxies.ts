import ipaddr from 'ipaddr.js';

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** How many answers are remembered; the peers that speak for others are few. */
const REMEMBERED = 1_024;

/** The networks whose members may say on whose behalf they call. Parsed once, asked often. */
export class TrustedProxies {
  readonly #ranges: readonly Range[];
  readonly #known = new Map<string, boolean>();

  /** Blank entries are skipped. A malformed one trusts nobody: the configuration reports it. */
  constructor(cidrs: readonly string[]) {
    this.#ranges = cidrs.map((cidr) => cidr.trim()).flatMap((cidr) => parse(cidr) ?? []);
  }

  /** @param peer a normalised address */
  includes(peer: string): boolean {
    const known = this.#known.get(peer);
    if (known !== undefined) return known;
    const trusted = this.#matches(peer);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(peer, trusted);
    return trusted;
  }

  #matches(peer: string): boolean {
    if (this.#ranges.length === 0 || !ipaddr.isValid(peer)) return false;
    const address = ipaddr.process(peer);
    return this.#ranges.some((range) => range[0].kind() === address.kind() && address.match(range));
  }
}

function parse(cidr: string): [Range] | undefined {
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const mapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96;
  return [mapped ? [address.toIPv4Address(), bits - 96] : [address, bits]];
}
