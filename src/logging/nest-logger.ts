import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../core/logger.js';

/** Nest's own messages, in the one log: its start-up story is detail, its complaints are not. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug(String(message), { context });
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.debug(String(message), { context });
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.debug(String(message), { context });
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn(String(message), { context });
  }

  error(message: unknown, ...details: unknown[]): void {
    const told = details.filter((detail) => detail !== undefined).map(String);
    this.logger.error(message instanceof Error ? message.message : String(message), { details: told });
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.error(message, ...details);
  }
}
