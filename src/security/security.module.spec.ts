import { Controller, Get, Global, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { getStorageToken, SkipThrottle, Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { AccessConfig, LimitsConfig, LiveAccessConfig, LiveLimitsConfig } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { type LimitSettings, ServerLimits } from './limit-settings.js';
import { RateLimitGuard } from './limits/rate-limit.guard.js';
import { SecurityModule } from './security.module.js';
import { SizeLimitGuard } from './size-limit.guard.js';
import { TokenBucketStorage } from './limits/token-bucket.storage.js';
import { Violations } from './violations.js';

const settings: LimitSettings = {
  requestLimits: { maxBodySize: 10, maxHeaderSize: 0 },
  rateLimits: {
    globalRequestsPerMinute: 0,
    perIpRequestsPerMinute: 60,
    healthRequestsPerMinute: 0,
    burstSize: 2,
    cleanupInterval: 300_000,
    trustProxyHeaders: false,
    trustedProxyCidrs: [],
  },
};
class Limits extends ServerLimits {}
class ModelLimitsConfig extends LiveLimitsConfig {}
class Access extends LiveAccessConfig {}
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

@Global()
@Module({
  providers: [
    { provide: ServerLimits, useValue: new Limits(settings) },
    { provide: LiveLimitsConfig, useValue: new ModelLimitsConfig(new LimitsConfig()) },
    { provide: LiveAccessConfig, useValue: new Access(new AccessConfig()) },
    { provide: AppLogger, useValue: quiet },
  ],
  exports: [ServerLimits, LiveAccessConfig, LiveLimitsConfig, AppLogger],
})
class EdgeModule {}

@Controller()
class SampleController {
  @Get('limited')
  @UseGuards(RateLimitGuard, SizeLimitGuard)
  limited(): string {
    return 'in';
  }

  @Get('throttled')
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 1, ttl: 60_000 } })
  throttled(): string {
    return 'in';
  }

  @Get('skipped')
  @UseGuards(ThrottlerGuard)
  @SkipThrottle()
  skipped(): string {
    return 'in';
  }
}

@Module({ imports: [EdgeModule, SecurityModule], controllers: [SampleController] })
class AppModule {}

describe('SecurityModule', () => {
  let app: NestFastifyApplication;
  const get = async (url: string, headers = {}): Promise<number> =>
    (await app.inject({ method: 'GET', url, headers })).statusCode;

  beforeEach(async () => {
    app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
      logger: false,
    });
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', (request, _reply, done) => {
        Object.assign(request, { ollaHeaders: [], clientAddress: '203.0.113.1', peerAddress: '127.0.0.1' });
        done();
      });
    await app.init();
  });
  afterEach(() => app.close());

  it('puts the guards in front of a route of another module, on shared state', async () => {
    expect([await get('/limited'), await get('/limited')]).toEqual([200, 200]);
    expect(await get('/limited')).toBe(500); // an error class that the global filter would render
    expect(app.get(Violations).counts().rateLimits).toBe(1);
  });

  it('serves the guard of the throttler module from the same storage', async () => {
    expect([await get('/throttled'), await get('/throttled')]).toEqual([200, 429]);
    expect([await get('/skipped'), await get('/skipped')]).toEqual([200, 200]);
  });

  it('sweeps while the application runs', async () => {
    const storage = app.get<TokenBucketStorage>(getStorageToken());
    expect(storage).toBeInstanceOf(TokenBucketStorage);
    const stop = jest.spyOn(storage, 'stop');
    await app.close();
    expect(stop).toHaveBeenCalled();
  });
});
