import { Catch } from '@nestjs/common';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { AllExceptionsFilter } from '../http/index.js';

/** What goes wrong on proxied routes is told in the client's dialect, whoever the application belongs to. */
@Catch()
export class ProxiedErrorsFilter extends AllExceptionsFilter {
  constructor(config: ConfigSource, log: AppLogger) {
    super(() => config.current.server.errorFormat, log);
  }
}
