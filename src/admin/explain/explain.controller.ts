import { Body, HttpCode, Post } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import type { Exchange } from '../../core/exchange.js';
import { type EndpointVerdict, RouteExplainer, type RouteExplanation } from '../../proxy/index.js';
import { FleetStore, LiveSurfaces } from '../../registry/index.js';
import { callerOf } from '../../security/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { ApiBodyProblems } from '../http/api-problem.decorator.js';
import { ApiOkResponse, ApiOperation } from '../http/docs.js';
import { notFound } from '../http/problem.js';
import { type EndpointVerdictDto, ExplainDto, ExplainedDto } from './explain.dto.js';
import { exchangeFor } from './question.js';
import { reasonFor } from './reasons.js';

/** Why requests go where they go. */
@AdminController('routing', 'routing')
export class ExplainController {
  constructor(
    private readonly surfaces: LiveSurfaces,
    private readonly explainer: RouteExplainer,
    private readonly config: ConfigSource,
    private readonly store: FleetStore,
  ) {}

  @Post('explain')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Where a request would go at this moment, and why',
    description: 'Every endpoint with its verdict. Nothing is sent, and nothing counts as a request.',
  })
  @ApiOkResponse({ type: ExplainedDto })
  @ApiBodyProblems()
  explain(@Body() question: ExplainDto): ExplainedDto {
    const caller = this.#caller(question.key);
    const surface = this.surfaces.current.lookup(question.path.split('?', 1)[0]!);
    const { loadBalancer: load_balancer } = this.config.current.proxy;
    const own = { load_balancer, endpoints: [] };
    if (surface.kind === 'refuse') {
      return { outcome: 'refused', status: surface.status, summary: 'Olla knows no such path', ...own };
    }
    if (surface.kind === 'redirect') {
      return { outcome: 'answered', summary: `Olla redirects to ${surface.location}`, ...own };
    }
    if (surface.kind !== 'forward') {
      return { outcome: 'answered', summary: 'Olla answers this itself, from what it knows', ...own };
    }
    const exchange = exchangeFor(question, surface, caller);
    return { ...this.#view(exchange, this.explainer.explain(exchange)), load_balancer };
  }

  #caller(name: string | undefined): Caller | undefined {
    if (name === undefined) return undefined;
    const key = this.config.current.access.keys.find((known) => known.name === name);
    if (!key) throw notFound(`No key is called "${name}"`);
    return callerOf(key);
  }

  #view(exchange: Exchange, found: RouteExplanation): Omit<ExplainedDto, 'load_balancer'> {
    const { refusal, chosen, sticky, endpoints } = found;
    const { model, scope, needs, decision } = exchange;
    const pinned = sticky?.pinned === undefined ? undefined : this.store.fleet.byUrl.get(sticky.pinned);
    return {
      outcome: refusal ? 'refused' : 'forwarded',
      summary: summaryOf(found),
      ...(refusal && { status: refusal.status }),
      ...(model !== '' && { model }),
      ...(scope.provider !== '' && { provider: scope.provider }),
      ...(needs.length > 0 && { needs: [...needs] }),
      ...(decision && {
        decision: { strategy: decision.strategy, action: decision.action, reason: decision.reason },
      }),
      ...(sticky && {
        sticky: { source: sticky.source, ...(pinned && { pinned_to: pinned.endpoint.name }) },
      }),
      ...(chosen && !refusal && { chosen: chosen.endpoint.name }),
      endpoints: endpoints.map((verdict) => verdictView(verdict, exchange)),
    };
  }
}

function summaryOf({ refusal, chosen, wouldRefresh, endpoints }: RouteExplanation): string {
  const reread = wouldRefresh ? 'The lists of models would be read anew first. As they are: ' : '';
  if (refusal) return `${reread}refused with ${refusal.status}: ${refusal.message}`;
  const others = endpoints
    .filter(({ verdict }) => verdict === 'possible')
    .map(({ state }) => state.endpoint.name);
  if (chosen) return `${reread}goes to ${chosen.endpoint.name}`;
  return `${reread}goes to one of ${others.join(', ')}: the strategy picks at the time`;
}

function verdictView(found: EndpointVerdict, exchange: Exchange): EndpointVerdictDto {
  const { state, verdict, why, tier, modelName, path } = found;
  return {
    name: state.endpoint.name,
    verdict,
    reason: reasonFor(found, exchange),
    ...(why && { code: why }),
    ...(tier !== undefined && { tier: tier + 1 }),
    ...(modelName !== '' && { model_name: modelName }),
    ...(verdict !== 'excluded' && { path }),
  };
}
