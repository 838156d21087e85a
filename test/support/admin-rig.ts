import { Global, Module, type Provider, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditController } from '../../src/admin/audit/audit.controller.js';
import { AuditLog } from '../../src/admin/audit/audit-log.js';
import { AdminRoutes } from '../../src/admin/http/admin-routes.js';
import { ConfigEdits } from '../../src/admin/http/config-edits.js';
import { ProblemFilter } from '../../src/admin/http/problem.filter.js';
import { UnknownPathController } from '../../src/admin/http/unknown-path.controller.js';
import { AdminConfig, ConfigControl, LiveAdminConfig } from '../../src/config/index.js';
import { Live } from '../../src/core/live.js';
import { AppLogger } from '../../src/core/logger.js';
import { addBodyParsers } from '../../src/http/index.js';

/** One line of the log. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A log that remembers. */
export class LinesLogger extends AppLogger {
  readonly lines: Line[] = [];

  debug(message: string, facts?: object): void {
    this.#add('debug', message, facts);
  }
  info(message: string, facts?: object): void {
    this.#add('info', message, facts);
  }
  warn(message: string, facts?: object): void {
    this.#add('warn', message, facts);
  }
  error(message: string, facts?: object): void {
    this.#add('error', message, facts);
  }

  #add(level: string, message: string, facts: object = {}): void {
    this.lines.push({ level, message, facts: facts as Line['facts'] });
  }
}

/** What an admin API for tests is made of. */
export interface AdminParts {
  readonly controllers?: readonly Type<unknown>[];
  /** What there is beside the admin API. */
  readonly providers?: readonly Provider[];
  /** What the admin API has of its own. */
  readonly own?: readonly Provider[];
  readonly config?: Partial<AdminConfig>;
}

export interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly from?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** Some controllers of the admin API behind its real guard, filter and pipe, without the rest of Olla. */
export class AdminRig {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: Live<AdminConfig>,
    readonly log: LinesLogger,
  ) {}

  static async start({
    controllers = [],
    providers = [],
    own = [],
    config = {},
  }: AdminParts = {}): Promise<AdminRig> {
    const live = new Live(adminConfig(config));
    const log = new LinesLogger();
    const shared: Provider[] = [
      { provide: LiveAdminConfig, useValue: live },
      { provide: AppLogger, useValue: log },
      ...providers,
    ];

    @Global()
    @Module({ providers: shared, exports: shared })
    class Surroundings {}

    const changes = providers.some((provider) => 'provide' in provider && provider.provide === ConfigControl);
    const builder = Test.createTestingModule({
      imports: [Surroundings, DiscoveryModule],
      controllers: [...controllers, AuditController, UnknownPathController],
      providers: [AuditLog, AdminRoutes, ProblemFilter, ...(changes ? [ConfigEdits] : []), ...own],
    });
    const app = (await builder.compile()).createNestApplication<NestFastifyApplication>(
      new FastifyAdapter(),
      {
        bodyParser: false,
      },
    );
    app.getHttpAdapter().getInstance().addHook('onRequest', visited);
    addBodyParsers(app.getHttpAdapter().getInstance());
    await app.init();
    return new AdminRig(app, live, log);
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get(token, { strict: false });
  }

  /** @param path below `/internal/admin/v1/`, or a whole one */
  async ask(
    path: string,
    { method = 'GET', headers = {}, body, from = '127.0.0.1' }: Asked = {},
  ): Promise<Told> {
    const answer = await this.app.inject({
      method,
      url: path.startsWith('/') ? path : `/internal/admin/v1/${path}`,
      remoteAddress: from,
      headers: { host: 'localhost:40114', ...(body !== undefined && JSON_TYPE), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      json: isJson && answer.body !== '' ? (JSON.parse(answer.body) as Told['json']) : {},
    };
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The section as it is loaded. */
export const adminConfig = (config: Partial<AdminConfig>): AdminConfig =>
  Object.assign(new AdminConfig(), config);

function visited(request: FastifyRequest, _reply: FastifyReply, next: () => void): void {
  request.ollaId = 'llama-testing-1';
  request.peerAddress = request.raw.socket.remoteAddress ?? '';
  request.clientAddress = request.peerAddress;
  request.bodyLimit = Infinity;
  next();
}
