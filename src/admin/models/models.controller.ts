import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { LiveDiscoveryConfig } from '../../config/index.js';
import { publicUrl } from '../../metrics/index.js';
import { type EndpointRefresh, FleetStore, ModelDiscovery } from '../../registry/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiBodyProblems, ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiBody, ApiOkResponse, ApiOperation } from '../http/docs.js';
import { conflict, notFound } from '../http/problem.js';
import { DryRunDto, DryRunReportDto } from './dry-run.dto.js';
import { FilterDryRun } from './filter-dry-run.js';
import { ModelsDto } from './model.dto.js';
import { ModelList } from './model-list.js';
import { ModelsQuery } from './models.query.js';
import { NameLookup } from './name-lookup.js';
import { type EndpointRefreshDto, RefreshOrderDto, RefreshReportDto } from './refresh.dto.js';
import { ResolvedDto, ResolveDto } from './resolve.dto.js';

/** The models of the fleet: who has them, under which names, and what filters and aliases make of them. */
@AdminController('models', 'models')
export class ModelsController {
  constructor(
    private readonly models: ModelList,
    private readonly discovery: ModelDiscovery,
    private readonly dryRun: FilterDryRun,
    private readonly names: NameLookup,
    private readonly store: FleetStore,
    private readonly settings: LiveDiscoveryConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The models of the fleet, and who has them' })
  @ApiOkResponse({ type: ModelsDto })
  @ApiProblem(422)
  list(@Query() query: ModelsQuery): ModelsDto {
    return this.models.page(query);
  }

  @Post('refresh')
  @HttpCode(200)
  @Audited('models.refresh')
  @ApiOperation({
    summary: 'Reads the lists of models anew, of one endpoint or of all, and says what came of it',
  })
  @ApiBody({ type: RefreshOrderDto, required: false })
  @ApiOkResponse({ type: RefreshReportDto })
  @ApiBodyProblems()
  @ApiProblem(409)
  async refresh(
    @Body() { endpoint }: RefreshOrderDto,
    @Visit() visit: AdminVisit,
  ): Promise<RefreshReportDto> {
    visit.about(endpoint ?? '');
    const url = endpoint === undefined ? undefined : this.store.fleet.byName.get(endpoint)?.endpoint.url;
    if (endpoint !== undefined && url === undefined) throw notFound(`No endpoint is called "${endpoint}"`);
    if (!this.settings.current.modelDiscovery.enabled) {
      throw conflict('Models are not discovered: discovery.model_discovery.enabled is false');
    }
    const { durationMs, endpoints } = await this.discovery.refresh(url);
    return { duration_ms: Math.round(durationMs), endpoints: endpoints.map(refreshView) };
  }

  @Post('dry-run')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What a filter would keep of what endpoints list at this moment; nothing changes',
  })
  @ApiOkResponse({ type: DryRunReportDto })
  @ApiBodyProblems()
  tryFilter(@Body() body: DryRunDto): Promise<DryRunReportDto> {
    return this.dryRun.try(body);
  }

  @Post('resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a name stands for, or what an alias would stand for' })
  @ApiOkResponse({ type: ResolvedDto })
  @ApiBodyProblems()
  resolve(@Body() body: ResolveDto): ResolvedDto {
    return this.names.resolve(body);
  }
}

const refreshView = ({ name, url, detected, models, error }: EndpointRefresh): EndpointRefreshDto => ({
  name,
  url: publicUrl(url),
  ...(detected !== '' && { detected_type: detected }),
  models,
  ...(error !== undefined && { error }),
});
