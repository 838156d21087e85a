import { Delete, Get, Param, Query } from '@nestjs/common';
import { type StickySession, StickySessions } from '../../balancer/index.js';
import { LiveProxyConfig } from '../../config/index.js';
import { publicUrl } from '../../metrics/index.js';
import { FleetStore } from '../../registry/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiOkResponse, ApiOperation, ApiParam } from '../http/docs.js';
import { notFound } from '../http/problem.js';
import {
  StickyDropDto,
  StickyFilterQuery,
  StickyQuery,
  type StickySessionDto,
  StickySessionsDto,
} from './sticky.dto.js';

const USUAL = 100;

/** Which conversations are pinned to which endpoint. */
@AdminController('sticky', 'sticky sessions')
export class StickyController {
  constructor(
    private readonly sessions: StickySessions,
    private readonly store: FleetStore,
    private readonly proxy: LiveProxyConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Sticky sessions, the latest used first' })
  @ApiOkResponse({ type: StickySessionsDto })
  @ApiProblem(422)
  list(@Query() { endpoint, limit = USUAL }: StickyQuery): StickySessionsDto {
    const all = this.sessions.list(this.#urlOf(endpoint));
    const { enabled } = this.proxy.current.stickySessions;
    return {
      enabled,
      total: all.length,
      sessions: all.slice(0, limit).map((session) => this.#view(session)),
    };
  }

  @Delete()
  @Audited('sticky.clear')
  @ApiOperation({ summary: 'Drops all sticky sessions, or those of one endpoint' })
  @ApiOkResponse({ type: StickyDropDto })
  @ApiProblem(422)
  clear(@Query() { endpoint }: StickyFilterQuery, @Visit() visit: AdminVisit): StickyDropDto {
    visit.about(endpoint ?? '');
    const dropped = this.sessions.clear(this.#urlOf(endpoint));
    visit.made({ dropped });
    return { dropped };
  }

  @Delete(':id')
  @Audited('sticky.drop')
  @ApiOperation({ summary: 'Drops one sticky session' })
  @ApiParam({ name: 'id', description: 'As it is listed', schema: { type: 'string', minLength: 1 } })
  @ApiOkResponse({ type: StickyDropDto })
  drop(@Param('id') id: string, @Visit() visit: AdminVisit): StickyDropDto {
    visit.about(id);
    if (!this.sessions.drop(id)) throw notFound('There is no sticky session by this id');
    visit.made({ dropped: 1 });
    return { dropped: 1 };
  }

  #urlOf(endpoint: string | undefined): string | undefined {
    if (endpoint === undefined) return undefined;
    const state = this.store.fleet.byName.get(endpoint);
    if (!state) throw notFound(`No endpoint is called "${endpoint}"`);
    return state.endpoint.url;
  }

  #view({ id, url, expiresAt }: StickySession): StickySessionDto {
    return {
      id,
      endpoint: this.store.fleet.byUrl.get(url)?.endpoint.name ?? publicUrl(url),
      ...(Number.isFinite(expiresAt) && { expires_at: new Date(expiresAt).toISOString() }),
    };
  }
}
