import {
  type ArgumentsHost,
  Body,
  type CanActivate,
  Catch,
  ConflictException,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Get,
  Injectable,
  Module,
  NotFoundException,
  Post,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConfigError, HealthService, ollaAdapter, OllaModule } from '../../src/index.js';
import { ask, chat } from '../support/ask.js';
import { answers, Backend } from '../support/backend.js';
import { streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { RawStream } from '../support/streams.js';
import { until, within } from '../support/until.js';

jest.setTimeout(30_000);

const MODEL = 'any';
const FRAMES = 10;

class OutOfCoffee extends Error {}

@Catch(OutOfCoffee)
class CoffeeFilter implements ExceptionFilter<OutOfCoffee> {
  catch(_error: OutOfCoffee, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(418).send({ tea: true });
  }
}

@Injectable()
class DeskGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<FastifyRequest>().headers['x-desk'] !== 'closed') return true;
    throw new ForbiddenException('closed');
  }
}

@Controller('desk')
class DeskController {
  constructor(private readonly health: HealthService) {}

  @Get()
  hello(): object {
    return { desk: true, olla: this.health instanceof HealthService };
  }

  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }

  @Get('conflict')
  conflict(): never {
    throw new ConflictException('taken');
  }

  @Get('missing')
  missing(): never {
    throw new NotFoundException('no such desk');
  }

  @Get('broken')
  broken(): never {
    throw new Error('secret of the host');
  }

  @Get('coffee')
  coffee(): never {
    throw new OutOfCoffee();
  }
}

describe('Olla in a Nest application of somebody else', () => {
  const backend = new Backend('embedded', [MODEL]);
  const open: NestFastifyApplication[] = [];

  /** An application with a controller and a filter of its own, on a free port. */
  async function host(
    config: object = configuration([entry(backend)]),
  ): Promise<{ app: NestFastifyApplication; url: string }> {
    @Module({
      imports: [OllaModule.forRoot({ configText: JSON.stringify(config), env: {} })],
      controllers: [DeskController],
      providers: [
        { provide: APP_FILTER, useClass: CoffeeFilter },
        { provide: APP_GUARD, useClass: DeskGuard },
      ],
    })
    class HostModule {}
    const app = await NestFactory.create<NestFastifyApplication>(HostModule, ollaAdapter(), {
      bodyParser: false,
      logger: false,
      abortOnError: false,
    });
    open.push(app);
    await app.listen(0, '127.0.0.1');
    return { app, url: await app.getUrl() };
  }

  beforeAll(() => backend.start());
  afterEach(async () => {
    await Promise.all(open.splice(0).map((app) => app.close()));
  });
  afterAll(() => backend.stop());

  it('serves both, and lends its services to the host', async () => {
    const { url } = await host();
    expect((await ask(`${url}/desk`)).json()).toEqual({ desk: true, olla: true });
    const echoed = await ask(`${url}/desk/echo`, {
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect([echoed.status, echoed.json()]).toEqual([201, { a: 1 }]);
    expect((await ask(`${url}/internal/health/ready`)).status).toBe(200);
    expect((await chat(url, MODEL)).status).toBe(200);
  });

  it.each([
    ['conflict', 409, { message: 'taken', error: 'Conflict', statusCode: 409 }],
    ['missing', 404, { message: 'no such desk', error: 'Not Found', statusCode: 404 }],
    ['nowhere', 404, { message: 'Cannot GET /desk/nowhere', error: 'Not Found', statusCode: 404 }],
    ['broken', 500, { message: 'Internal server error', statusCode: 500 }],
    ['coffee', 418, { tea: true }],
  ])("leaves the host's errors to Nest and to the host's own filters (%s)", async (path, status, body) => {
    const { url } = await host();
    const answer = await ask(`${url}/desk/${path}`);
    expect([answer.status, answer.json()]).toEqual([status, body]);
  });

  it('speaks its own words on its own paths', async () => {
    const { url } = await host({ ...configuration([entry(backend)]), access: { authenticator: 'keys' } });
    const refused = await chat(url, MODEL);
    expect([refused.status, dig(refused.json(), 'error', 'code')]).toEqual([401, 'unauthenticated']);
    expect(refused.header('www-authenticate')).toBe('Bearer');
  });

  it("tells what the host's guards throw in the words of the route", async () => {
    const { url } = await host();
    const headers = { 'x-desk': 'closed' };
    const proxied = await chat(url, MODEL, { headers });
    expect([proxied.status, dig(proxied.json(), 'error', 'message')]).toEqual([403, 'closed']);
    const own = await ask(`${url}/desk`, { headers });
    expect(own.json()).toEqual({ message: 'closed', error: 'Forbidden', statusCode: 403 });
  });

  it('drains a running stream before close() comes back', async () => {
    const { app, url } = await host();
    backend.behaviour = streams({ frames: FRAMES, everyMs: 50 });
    const stream = new RawStream(url, { model: MODEL });
    await stream.seen(2);
    open.splice(0);
    await within('it closes', 5_000, app.close());
    expect(await within('the stream ends', 100, stream.ended)).toBe('whole');
    expect(stream.frames).toBe(FRAMES);
    await expect(ask(`${url}/desk`)).rejects.toThrow();
    backend.behaviour = answers();
  });

  it('may run twice in one process', async () => {
    const [one, two] = [await host(), await host()];
    for (const { url } of [one, two]) expect((await chat(url, MODEL)).status).toBe(200);
    open.splice(0, 1);
    await one.app.close();
    expect((await chat(two.url, MODEL)).status).toBe(200);
    await until(
      'its metrics are there',
      async () => (await ask(`${two.url}/internal/metrics`)).status === 200,
    );
  });

  it('refuses a configuration that is wrong before anything runs', async () => {
    const configText = 'proxy: { load_balancer: nobody }';
    await expect(OllaModule.forRoot({ configText, env: {} })).rejects.toThrow(ConfigError);
  });
});
