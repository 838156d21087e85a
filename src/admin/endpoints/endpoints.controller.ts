import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { HealthService, ProbeScheduler } from '../../health/index.js';
import { FleetStore } from '../../registry/index.js';
import { ADMIN_PREFIX, AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiIfMatch, ETAG_HEADER } from '../http/api-if-match.decorator.js';
import { ApiBodyProblems, ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '../http/docs.js';
import { IfMatch } from '../http/if-match.decorator.js';
import { PersistQuery } from '../http/persist.query.js';
import { BreakerOrderDto } from './breaker-order.dto.js';
import { EndpointBook } from './endpoint-book.js';
import { EndpointChangeDto, EndpointDto, EndpointRemovalDto, EndpointsDto } from './endpoint.dto.js';
import { EndpointEdits } from './endpoint-edits.js';
import { EndpointChangesDto, NewEndpointDto } from './endpoint-fields.dto.js';

const NAME = {
  name: 'name',
  description: 'Name of the endpoint',
  schema: { type: 'string' as const, minLength: 1 },
};

/** The backends: what they are and how they are; adding, changing and removing them. */
@AdminController('endpoints', 'endpoints')
export class EndpointsController {
  constructor(
    private readonly book: EndpointBook,
    private readonly edits: EndpointEdits,
    private readonly store: FleetStore,
    private readonly health: HealthService,
    private readonly probes: ProbeScheduler,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every endpoint, in configuration order' })
  @ApiOkResponse({ type: EndpointsDto })
  list(): EndpointsDto {
    return { endpoints: this.book.all() };
  }

  @Get(':name')
  @ApiOperation({ summary: 'One endpoint' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointDto, headers: ETAG_HEADER })
  one(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): EndpointDto {
    return tagged(this.book.one(name), reply);
  }

  @Post()
  @Audited('endpoint.add')
  @ApiOperation({ summary: 'Adds an endpoint' })
  @ApiCreatedResponse({
    type: EndpointChangeDto,
    headers: { ...ETAG_HEADER, Location: { description: 'Where it is', schema: { type: 'string' } } },
  })
  @ApiBodyProblems()
  @ApiProblem(409)
  async add(
    @Body() body: NewEndpointDto,
    @Query() { persist }: PersistQuery,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointChangeDto> {
    const answer = await this.edits.add(body, { visit, persist });
    void reply.header('Location', `/${ADMIN_PREFIX}/endpoints/${encodeURIComponent(answer.endpoint.name)}`);
    tagged(answer.endpoint, reply);
    return answer;
  }

  @Patch(':name')
  @Audited('endpoint.change')
  @ApiOperation({ summary: 'Changes an endpoint; what the body does not name stays as it is' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointChangeDto, headers: ETAG_HEADER })
  @ApiIfMatch()
  @ApiBodyProblems()
  @ApiProblem(409)
  async change(
    @Param('name') name: string,
    @Body() body: EndpointChangesDto,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointChangeDto> {
    const answer = await this.edits.change(name, body, { visit, persist, ifMatch });
    tagged(answer.endpoint, reply);
    return answer;
  }

  @Delete(':name')
  @Audited('endpoint.remove')
  @ApiOperation({ summary: 'Removes an endpoint; requests under way there go on to their end' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointRemovalDto })
  @ApiIfMatch()
  @ApiProblem(409, 422)
  remove(
    @Param('name') name: string,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
  ): Promise<EndpointRemovalDto> {
    return this.edits.remove(name, { visit, persist, ifMatch });
  }

  @Post(':name/drain')
  @HttpCode(200)
  @Audited('endpoint.drain')
  @ApiOperation({
    summary: 'Sends it no new requests until it is resumed, a reload or not; lasts until a restart',
  })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointDto })
  drain(@Param('name') name: string, @Visit() visit: AdminVisit): EndpointDto {
    return this.#setDraining(name, true, visit);
  }

  @Post(':name/resume')
  @HttpCode(200)
  @Audited('endpoint.resume')
  @ApiOperation({ summary: 'Lets it have requests again' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointDto })
  resume(@Param('name') name: string, @Visit() visit: AdminVisit): EndpointDto {
    return this.#setDraining(name, false, visit);
  }

  @Post(':name/probe')
  @HttpCode(200)
  @ApiOperation({ summary: 'Probes it now and answers with what came of it' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointDto })
  async probe(@Param('name') name: string): Promise<EndpointDto> {
    await this.probes.probeInAnyCase(this.book.named(name).endpoint.url);
    return this.book.one(name);
  }

  @Post(':name/breaker')
  @HttpCode(200)
  @Audited('endpoint.breaker')
  @ApiOperation({ summary: 'Opens or closes its circuit breaker' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: EndpointDto })
  @ApiBodyProblems()
  breaker(
    @Param('name') name: string,
    @Body() { state }: BreakerOrderDto,
    @Visit() visit: AdminVisit,
  ): EndpointDto {
    const { endpoint } = this.book.named(name);
    visit.about(name, this.book.one(name).breaker);
    this.health.forceBreaker(endpoint, state);
    const after = this.book.one(name);
    visit.made(after.breaker);
    return after;
  }

  #setDraining(name: string, draining: boolean, visit: AdminVisit): EndpointDto {
    visit.target = name;
    const before = this.book.named(name);
    visit.about(name, { draining: before.draining });
    this.store.setDraining(before.endpoint.url, draining);
    visit.made({ draining });
    return this.book.one(name);
  }
}

function tagged(endpoint: EndpointDto, reply: FastifyReply): EndpointDto {
  void reply.header('ETag', endpoint.etag);
  return endpoint;
}
