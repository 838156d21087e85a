import {
  type ArgumentsHost,
  Body,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  HttpException,
  Module,
  Post,
  UnauthorizedException,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addBodyParsers } from './body-parsers.js';

@Catch(HttpException)
class ProblemFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = { status: error.getStatus(), detail: error.message };
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }
}

class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers.authorization) return true;
    throw new UnauthorizedException('No token');
  }
}

@Controller('bills')
@UseGuards(TokenGuard)
@UseFilters(ProblemFilter)
class BillsController {
  @Post()
  add(@Body() body: unknown): object {
    return { got: body ?? null };
  }

  @Post('close')
  close(): string {
    return 'closed';
  }
}

@Module({ controllers: [BillsController] })
class BillsModule {}

describe('bodies of a controller', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const adapter = new FastifyAdapter();
    addBodyParsers(adapter.getInstance());
    app = await NestFactory.create<NestFastifyApplication>(BillsModule, adapter, {
      bodyParser: false,
      logger: false,
    });
    adapter.getInstance().addHook('onRequest', (request, _reply, next) => {
      request.bodyLimit = 100;
      next();
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = async (path: string, body: string, type: string, token = 'k'): Promise<unknown[]> => {
    const reply = await fetch(url + path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, ...(token && { Authorization: token }) },
    });
    return [reply.status, reply.headers.get('content-type'), await reply.json().catch(() => undefined)];
  };
  const problem = (status: number, detail: string): unknown[] => [
    status,
    'application/problem+json; charset=utf-8',
    { status, detail },
  ];

  it('are there when they are good', async () => {
    expect((await post('/bills', '{"a":1}', 'application/json'))[2]).toEqual({ got: { a: 1 } });
  });

  it('are told of in its own words when they are bad', async () => {
    await expect(post('/bills', '{', 'application/json')).resolves.toEqual(
      problem(400, 'The request body is not valid JSON'),
    );
    await expect(post('/bills', 'a', 'text/plain')).resolves.toEqual(
      problem(415, 'The request body must be application/json'),
    );
    await expect(post('/bills', `"${'a'.repeat(100)}"`, 'application/json')).resolves.toEqual(
      problem(413, 'The request body is larger than 100 bytes'),
    );
  });

  it('say nothing to those whom a guard refuses', async () => {
    await expect(post('/bills', '{', 'application/json', '')).resolves.toEqual(problem(401, 'No token'));
  });

  it('are nobody’s trouble where nobody reads them', async () => {
    expect((await post('/bills/close', '{', 'application/json'))[0]).toBe(201);
  });
});
