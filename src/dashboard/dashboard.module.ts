import { Module } from '@nestjs/common';
import { AdminModule } from '../admin/index.js';
import { MetricsModule } from '../metrics/index.js';
import { ProxyModule } from '../proxy/index.js';
import { DashboardController } from './dashboard.controller.js';
import { Broadcast } from './feed/broadcast.js';
import { Snapshots } from './feed/snapshots.js';
import { Ticks } from './feed/ticks.js';
import { PageBundle } from './serving/page-bundle.js';
import { TrafficRecord } from './traffic/traffic-record.js';

/** The page for people. Needs `AppLogger` and the configuration from global modules. */
@Module({
  imports: [MetricsModule, ProxyModule, AdminModule],
  controllers: [DashboardController],
  providers: [PageBundle, TrafficRecord, Snapshots, Ticks, Broadcast],
})
export class DashboardModule {}
