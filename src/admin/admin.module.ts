import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BalancerModule } from '../balancer/index.js';
import { HealthModule } from '../health/index.js';
import { ProxyModule } from '../proxy/index.js';
import { RegistryModule } from '../registry/index.js';
import { SecurityModule } from '../security/index.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { ConfigChanges } from './config/config-changes.js';
import { ConfigController } from './config/config.controller.js';
import { ReloadController } from './config/reload.controller.js';
import { CopiesController } from './copies/copies.controller.js';
import { CopyBook } from './copies/copy-book.js';
import { EndpointBook } from './endpoints/endpoint-book.js';
import { EndpointEdits } from './endpoints/endpoint-edits.js';
import { EndpointsController } from './endpoints/endpoints.controller.js';
import { EventsController } from './events/events.controller.js';
import { FleetEvents } from './events/fleet-events.js';
import { ExplainController } from './explain/explain.controller.js';
import { AdminRoutes } from './http/admin-routes.js';
import { ConfigEdits } from './http/config-edits.js';
import { ProblemFilter } from './http/problem.filter.js';
import { UnknownPathController } from './http/unknown-path.controller.js';
import { KeyBook } from './keys/key-book.js';
import { KeyEdits } from './keys/key-edits.js';
import { KeysController } from './keys/keys.controller.js';
import { LimitsController } from './limits/limits.controller.js';
import { LogLevelController } from './logging/log-level.controller.js';
import { FilterDryRun } from './models/filter-dry-run.js';
import { ModelList } from './models/model-list.js';
import { ModelsController } from './models/models.controller.js';
import { NameLookup } from './models/name-lookup.js';
import { DocsController } from './openapi/docs.controller.js';
import { OpenApiDocument } from './openapi/document.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { StickyController } from './sticky/sticky.controller.js';

/** The operator's API. Needs `AppLogger`, the configuration and `ConfigControl` from global modules. */
@Global()
@Module({
  imports: [DiscoveryModule, RegistryModule, HealthModule, BalancerModule, SecurityModule, ProxyModule],
  controllers: [
    AuditController,
    EndpointsController,
    ModelsController,
    CopiesController,
    StickyController,
    LimitsController,
    ConfigController,
    ReloadController,
    KeysController,
    LogLevelController,
    EventsController,
    ExplainController,
    OpenApiController,
    DocsController,
    UnknownPathController,
  ],
  providers: [
    AuditLog,
    AdminRoutes,
    ConfigEdits,
    ProblemFilter,
    EndpointBook,
    EndpointEdits,
    ModelList,
    CopyBook,
    FilterDryRun,
    NameLookup,
    ConfigChanges,
    KeyBook,
    KeyEdits,
    FleetEvents,
    OpenApiDocument,
  ],
  exports: [AdminRoutes, AuditLog, FleetEvents, ProblemFilter],
})
export class AdminModule {}
