import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the admin API's guard, and only there. */
    admin?: AdminVisit;
  }
}

/** One request to the admin API: who is asking, and what it changes. */
export class AdminVisit {
  /** Name of the token, or `loopback`; empty as long as nobody is known. */
  who = '';
  /** What is changed: the name of an endpoint or a key; empty for what has no name. */
  target = '';
  /** Secrets are masked on both sides. */
  before: unknown;
  after: unknown;
  /** Whether it stands in the audit log already. */
  recorded = false;

  /** @param action such as `endpoint.add`; undefined for what only looks */
  constructor(
    readonly action: string | undefined,
    readonly client: string,
    readonly requestId: string,
  ) {}

  /** Who wanted a change of the configuration, as its history names it. */
  get trigger(): string {
    return `admin:${this.who}`;
  }

  /** Says what is about to be changed, and what it is like before that. */
  about(target: string, before?: unknown): void {
    this.target = target;
    this.before = before;
  }

  /** Says what it is like afterwards. */
  made(after: unknown): void {
    this.after = after;
  }
}

/** The visit, for a controller. */
export const Visit = createParamDecorator((_: unknown, context: ExecutionContext): AdminVisit => {
  const { admin } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!admin) throw new Error('no admin guard before this controller');
  return admin;
});
