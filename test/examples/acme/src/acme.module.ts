import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller.js';
import { BillingObserver } from './billing.observer.js';
import { ResidencyStrategy } from './residency.strategy.js';
import { SsoAuthenticator } from './sso.authenticator.js';

/** Everything that Acme adds; `extensions: ['@acme/olla-extension']` is all that Olla needs to know. */
@Module({
  controllers: [BillingController],
  providers: [ResidencyStrategy, SsoAuthenticator, BillingObserver],
})
export default class AcmeModule {}
