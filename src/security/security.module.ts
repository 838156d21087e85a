import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { ClientAddresses } from './client-addresses.js';
import { ServerLimits } from './limit-settings.js';
import { SizeLimits } from './size-limits.js';
import { TokenBucketStorage } from './token-bucket.storage.js';
import { Violations } from './violations.js';

/** Limits and the knowledge of who calls. Needs `ServerLimits` and `AppLogger` from a global module. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [ServerLimits],
      useFactory: (limits: ServerLimits) => ({
        storage: new TokenBucketStorage(limits),
        throttlers: [{ ttl: 60_000, limit: () => limits.current.rateLimits.perIpRequestsPerMinute }],
      }),
    }),
  ],
  providers: [ClientAddresses, SizeLimits, Violations],
  exports: [ClientAddresses, SizeLimits, Violations],
})
export class SecurityModule {}
