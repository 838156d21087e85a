import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessControl, JwtAuthenticator, KeysAuthenticator, NoAuthenticator } from './access/index.js';
import { ClientAddresses } from './client-addresses.js';
import { ServerLimits } from './limit-settings.js';
import { SizeLimits } from './size-limits.js';
import { CallerLimiter } from './limits/caller-limiter.js';
import { ClientUsage } from './limits/client-usage.js';
import { LimitsView } from './limits/limits-view.js';
import { ModelLimits } from './limits/model-limits.js';
import { TokenBucketStorage } from './limits/token-bucket.storage.js';
import { Violations } from './violations.js';

/**
 * Limits and the knowledge of who calls. Needs `ServerLimits`, `LiveLimitsConfig`, `LiveAccessConfig` and `AppLogger` from a
 * global module.
 */
@Module({
  imports: [
    DiscoveryModule,
    ThrottlerModule.forRootAsync({
      inject: [ServerLimits],
      useFactory: (limits: ServerLimits) => ({
        storage: new TokenBucketStorage(limits),
        throttlers: [{ ttl: 60_000, limit: () => limits.current.rateLimits.perIpRequestsPerMinute }],
      }),
    }),
  ],
  providers: [
    AccessControl,
    NoAuthenticator,
    KeysAuthenticator,
    JwtAuthenticator,
    CallerLimiter,
    ClientAddresses,
    ClientUsage,
    LimitsView,
    ModelLimits,
    SizeLimits,
    Violations,
  ],
  exports: [AccessControl, CallerLimiter, ClientAddresses, LimitsView, ModelLimits, SizeLimits, Violations],
})
export class SecurityModule {}
