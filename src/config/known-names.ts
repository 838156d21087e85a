/** Names that a configuration may use. A list that is absent is not checked against. */
export interface KnownNames {
  readonly engines?: readonly string[];
  readonly loadBalancers?: readonly string[];
  readonly routingStrategies?: readonly string[];
  /** `static` when absent; `any` where extensions may bring more that are not known yet. */
  readonly discoveryTypes?: readonly string[] | 'any';
  readonly authenticators?: readonly string[];
  readonly profiles?: KnownTypes;
}

/** Kinds of servers that an endpoint's `type` may name. */
export interface KnownTypes {
  /** Name of the profile in whatever spelling it is asked for; undefined when there is none. */
  canonical(type: string): string | undefined;
  /** What a message offers to somebody who gave an unknown type. */
  typeNames(): readonly string[];
  /** Those whose profiles are kept: `proxy.profile_filter` stands in the configuration that is being checked. */
  filtered(kept: (profile: string) => boolean): KnownTypes;
}
