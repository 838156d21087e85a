import { Body, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ConfigControl, ConfigSource } from '../../config/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiIfMatch, ETAG_HEADER } from '../http/api-if-match.decorator.js';
import { ApiBodyProblems, ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { changeAnswer, partOf, warningOf } from '../http/change-answer.js';
import { ApiOkResponse, ApiOperation, ApiProduces } from '../http/docs.js';
import { IfMatch } from '../http/if-match.decorator.js';
import { PersistQuery } from '../http/persist.query.js';
import { ApiConfigText } from './api-config-text.decorator.js';
import {
  ConfigDiffDto,
  ConfigStateDto,
  ConfigVerdictDto,
  EffectiveConfigDto,
  GenerationsDto,
  RollbackDto,
  SavedConfigDto,
} from './config.dto.js';
import { ConfigChanges } from './config-changes.js';
import { ConfigTextPipe } from './config-text.pipe.js';
import { effectiveView, generationView, stateView, tagOf } from './config-views.js';

/** The configuration as a whole: what is in force, and putting another one in force. */
@AdminController('config', 'configuration')
export class ConfigController {
  constructor(
    private readonly source: ConfigSource,
    private readonly control: ConfigControl,
    private readonly changes: ConfigChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What is in force, defaults included' })
  @ApiOkResponse({ type: EffectiveConfigDto, headers: ETAG_HEADER })
  effective(@Res({ passthrough: true }) reply: FastifyReply): EffectiveConfigDto {
    this.#tag(reply);
    return effectiveView(this.source.current, this.control.state.generation.number);
  }

  @Get('text')
  @Header('Content-Type', 'application/yaml; charset=utf-8')
  @ApiOperation({ summary: 'The text in force, with its comments; secrets are asterisks' })
  @ApiProduces('application/yaml')
  @ApiOkResponse({ schema: { type: 'string' }, headers: ETAG_HEADER })
  text(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.#tag(reply);
    return this.control.text;
  }

  @Get('state')
  @ApiOperation({ summary: 'Which generation is in force, what was refused, what waits for a restart' })
  @ApiOkResponse({ type: ConfigStateDto, headers: ETAG_HEADER })
  state(@Res({ passthrough: true }) reply: FastifyReply): ConfigStateDto {
    this.#tag(reply);
    return stateView(this.control.state);
  }

  @Get('generations')
  @ApiOperation({ summary: 'The generations that can be gone back to' })
  @ApiOkResponse({ type: GenerationsDto })
  generations(): GenerationsDto {
    return { generations: this.control.history.map(generationView) };
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is wrong with a text; nothing changes' })
  @ApiConfigText()
  @ApiOkResponse({ type: ConfigVerdictDto })
  async validate(@Body(ConfigTextPipe) text: unknown): Promise<ConfigVerdictDto> {
    const { outcome, headline, problems, warnings } = await this.control.check(text as string);
    return {
      valid: outcome !== 'refused',
      ...(headline !== '' && { detail: headline }),
      errors: problems.map(partOf),
      warnings: warnings.map(warningOf),
    };
  }

  @Post('diff')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a text would change; nothing does' })
  @ApiConfigText()
  @ApiProblem(409)
  @ApiOkResponse({ type: ConfigDiffDto })
  async diff(@Body(ConfigTextPipe) text: unknown): Promise<ConfigDiffDto> {
    const { changes, needs_restart, warnings } = changeAnswer(await this.control.check(text as string));
    return { changes, needs_restart, warnings };
  }

  @Post('apply')
  @HttpCode(200)
  @Audited('config.apply')
  @ApiOperation({ summary: 'Puts another text in force' })
  @ApiConfigText()
  @ApiIfMatch()
  @ApiProblem(409)
  @ApiOkResponse({ type: ChangeAnswerDto, headers: ETAG_HEADER })
  async apply(
    @Body(ConfigTextPipe) text: unknown,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswerDto> {
    return this.#tagged(this.changes.apply(text as string, { visit, persist, ifMatch }), reply);
  }

  @Post('rollback')
  @HttpCode(200)
  @Audited('config.rollback')
  @ApiOperation({ summary: 'Puts an earlier generation in force again, as a new one' })
  @ApiIfMatch()
  @ApiBodyProblems()
  @ApiProblem(409)
  @ApiOkResponse({ type: ChangeAnswerDto, headers: ETAG_HEADER })
  async rollback(
    @Body() { generation }: RollbackDto,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswerDto> {
    return this.#tagged(this.changes.rollback(generation, { visit, persist, ifMatch }), reply);
  }

  @Post('save')
  @HttpCode(200)
  @Audited('config.save')
  @ApiOperation({ summary: 'Writes what is in force into the configuration file' })
  @ApiIfMatch()
  @ApiProblem(409)
  @ApiOkResponse({ type: SavedConfigDto })
  save(@IfMatch() ifMatch: string | undefined, @Visit() visit: AdminVisit): Promise<SavedConfigDto> {
    return this.changes.save({ visit, ifMatch });
  }

  @Post('reload')
  @HttpCode(200)
  @Audited('config.reload')
  @ApiOperation({ summary: 'Reads the file again; what is only in memory is given up' })
  @ApiProblem(409, 422)
  @ApiOkResponse({ type: ChangeAnswerDto, headers: ETAG_HEADER })
  async reload(
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswerDto> {
    return this.#tagged(this.changes.reload({ visit }), reply);
  }

  async #tagged(change: Promise<ChangeAnswerDto>, reply: FastifyReply): Promise<ChangeAnswerDto> {
    const answer = await change;
    this.#tag(reply);
    return answer;
  }

  #tag(reply: FastifyReply): void {
    void reply.header('ETag', tagOf(this.control.state.generation.etag));
  }
}
