import { BalancerForesight, type Foresight, type Prospect } from '../../balancer/index.js';
import { ForbiddenError } from '../../core/client-errors.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { OllaError } from '../../core/olla-error.js';
import { type Absence, type Candidates, type RegistryService } from '../../registry/index.js';
import { permittedTo, refusalOf } from '../caller-rights.js';
import type { Inspector } from '../inspect/inspector.js';
import { allOut, noCandidates } from '../refusals.js';
import { targetPath } from '../target-path.js';

/** What would become of one endpoint of the fleet. */
export interface EndpointVerdict {
  readonly state: EndpointState;
  /**
   * `chosen`; `possible`: the choice is made among it and others; `standby`: only if those before it fail;
   * `hindered`: not at this moment; `excluded`: not for this request.
   */
  readonly verdict: 'chosen' | 'possible' | 'standby' | 'hindered' | 'excluded';
  readonly why: Absence | NonNullable<Prospect['hindrance']> | 'caller' | undefined;
  /** Its tier; undefined when it is excluded. */
  readonly tier: number | undefined;
  /** What it would be sent as the model's name; `` = the client's own spelling. */
  readonly modelName: string;
  /** The path that it would be asked for. */
  readonly path: string;
}

/** Where a request would go, and why. */
export interface RouteExplanation {
  /** Undefined when it would be sent on. */
  readonly refusal: OllaError | undefined;
  /** Lists of models would be read anew before the model counts as unknown. */
  readonly wouldRefresh: boolean;
  readonly chosen: EndpointState | undefined;
  readonly sticky: Foresight['sticky'];
  /** Every endpoint of the fleet, in configuration order. */
  readonly endpoints: readonly EndpointVerdict[];
}

/** What an explanation is made of. */
export interface ExplainerParts {
  readonly registry: RegistryService;
  readonly foresight: BalancerForesight;
  readonly inspectors: () => readonly Inspector[];
}

/**
 * Takes a request through the same steps as the pipeline, up to where it would be sent. Nothing is sent, and nothing counts: no turn is
 * taken, no conversation pinned, no trial begun.
 */
export class RouteExplainer {
  constructor(private readonly parts: ExplainerParts) {}

  /** @param exchange a request with path, scope, caller and body set; what the pipeline would learn is written to it */
  explain(exchange: Exchange): RouteExplanation {
    const { registry, foresight, inspectors } = this.parts;
    for (const inspector of inspectors()) inspector.inspect(exchange);
    const { caller } = exchange;
    const all = registry.candidatesFor(exchange);
    exchange.decision = all.decision;
    const candidates = caller ? permittedTo(caller, all) : all;
    const seen = foresight.foresee(exchange, candidates);
    return {
      refusal: (caller && refusalOf(caller, exchange)) ?? this.#refusal(exchange, all, candidates, seen),
      wouldRefresh: all.wantsRefresh === true,
      chosen: seen.chosen,
      sticky: seen.sticky,
      endpoints: registry.fleet.endpoints.map((state) => this.#verdict(state, exchange, all, seen)),
    };
  }

  #refusal(
    exchange: Exchange,
    all: Candidates,
    { total }: Candidates,
    { prospects }: Foresight,
  ): OllaError | undefined {
    if (all.total === 0) return noCandidates(exchange, all, 0);
    if (total === 0) return new ForbiddenError('Your key is for none of the endpoints that could serve this');
    return prospects.some(({ shortlisted }) => shortlisted) ? undefined : allOut(0);
  }

  #verdict(state: EndpointState, exchange: Exchange, all: Candidates, seen: Foresight): EndpointVerdict {
    const { endpoint } = state;
    const facts = {
      state,
      modelName: all.names?.get(endpoint.url) ?? '',
      path: targetPath(endpoint, this.parts.registry.nativePath(endpoint, exchange)) + exchange.query,
    };
    const prospect = seen.prospects.find((found) => found.state === state);
    if (!prospect) {
      const isCandidate = all.tiers.some((tier) => tier.includes(state));
      const why = isCandidate ? 'caller' : this.parts.registry.absence(state, exchange);
      return { ...facts, verdict: 'excluded', why, tier: undefined };
    }
    const { tier, hindrance, shortlisted } = prospect;
    if (state === seen.chosen) return { ...facts, verdict: 'chosen', why: undefined, tier };
    if (shortlisted && !seen.chosen) return { ...facts, verdict: 'possible', why: undefined, tier };
    return { ...facts, verdict: hindrance ? 'hindered' : 'standby', why: hindrance, tier };
  }
}
