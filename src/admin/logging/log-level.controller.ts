import { Body, Get, Put } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import { LogLevel } from '../../logging/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiBodyProblems } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiOkResponse, ApiOperation } from '../http/docs.js';
import { LogLevelDto, LogLevelOrderDto } from './log-level.dto.js';

/** How much is written into the log. */
@AdminController('log-level', 'log level')
export class LogLevelController {
  constructor(
    private readonly log: LogLevel,
    private readonly config: ConfigSource,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The level of the log' })
  @ApiOkResponse({ type: LogLevelDto })
  view(): LogLevelDto {
    return { level: this.log.level, configured: this.config.current.logging.level };
  }

  @Put()
  @Audited('log-level.set')
  @ApiOperation({ summary: 'Sets the level of the log until the next reload or restart' })
  @ApiOkResponse({ type: LogLevelDto })
  @ApiBodyProblems()
  set(@Body() { level }: LogLevelOrderDto, @Visit() visit: AdminVisit): LogLevelDto {
    visit.about('', { level: this.log.level });
    this.log.setLevel(level);
    visit.made({ level: this.log.level });
    return this.view();
  }
}
