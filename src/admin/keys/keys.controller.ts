import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ConfigSource } from '../../config/index.js';
import { ADMIN_PREFIX, AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiIfMatch, ETAG_HEADER } from '../http/api-if-match.decorator.js';
import { ApiBodyProblems, ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ChangeAnswerDto } from '../http/change-answer.dto.js';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '../http/docs.js';
import { IfMatch } from '../http/if-match.decorator.js';
import { PersistQuery } from '../http/persist.query.js';
import { KeyChangeDto, KeyDto, KeysDto, MadeKeyDto } from './key.dto.js';
import { KeyBook } from './key-book.js';
import { KeyEdits } from './key-edits.js';
import { KeyChangesDto, NewKeyDto } from './key-fields.dto.js';

const NAME = {
  name: 'name',
  description: 'Name of the key',
  schema: { type: 'string' as const, minLength: 1 },
};

/** The keys that open `/olla/*`. */
@AdminController('keys', 'keys')
export class KeysController {
  constructor(
    private readonly book: KeyBook,
    private readonly edits: KeyEdits,
    private readonly config: ConfigSource,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every key, in configuration order' })
  @ApiOkResponse({ type: KeysDto })
  list(): KeysDto {
    const { authenticator } = this.config.current.access;
    return { authenticator, keys: this.book.all.map((key) => this.book.view(key)) };
  }

  @Get(':name')
  @ApiOperation({ summary: 'One key' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: KeyDto, headers: ETAG_HEADER })
  one(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): KeyDto {
    return tagged(this.book.view(this.book.named(name)), reply);
  }

  @Post()
  @Audited('key.add')
  @ApiOperation({ summary: 'Makes a key, and tells it this once' })
  @ApiCreatedResponse({
    type: MadeKeyDto,
    headers: { ...ETAG_HEADER, Location: { description: 'Where it is', schema: { type: 'string' } } },
  })
  @ApiBodyProblems()
  @ApiProblem(409)
  async add(
    @Body() body: NewKeyDto,
    @Query() { persist }: PersistQuery,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKeyDto> {
    const answer = await this.edits.add(body, { visit, persist });
    void reply.header('Location', `/${ADMIN_PREFIX}/keys/${encodeURIComponent(body.name)}`);
    tagged(answer.key, reply);
    return answer;
  }

  @Patch(':name')
  @Audited('key.change')
  @ApiOperation({ summary: 'Changes a key; what the body does not name stays as it is' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: KeyChangeDto, headers: ETAG_HEADER })
  @ApiIfMatch()
  @ApiBodyProblems()
  @ApiProblem(409)
  async change(
    @Param('name') name: string,
    @Body() body: KeyChangesDto,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeyChangeDto> {
    const answer = await this.edits.change(name, body, { visit, persist, ifMatch });
    tagged(answer.key, reply);
    return answer;
  }

  @Delete(':name')
  @Audited('key.remove')
  @ApiOperation({ summary: 'Removes a key: from now on it opens nothing' })
  @ApiParam(NAME)
  @ApiOkResponse({ type: ChangeAnswerDto })
  @ApiIfMatch()
  @ApiProblem(409, 422)
  remove(
    @Param('name') name: string,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
  ): Promise<ChangeAnswerDto> {
    return this.edits.remove(name, { visit, persist, ifMatch });
  }

  @Post(':name/rotate')
  @HttpCode(200)
  @Audited('key.rotate')
  @ApiOperation({
    summary: 'Makes another key for the same name, and tells it this once; the old one is void',
  })
  @ApiParam(NAME)
  @ApiOkResponse({ type: MadeKeyDto, headers: ETAG_HEADER })
  @ApiIfMatch()
  @ApiProblem(409, 422)
  async rotate(
    @Param('name') name: string,
    @Query() { persist }: PersistQuery,
    @IfMatch() ifMatch: string | undefined,
    @Visit() visit: AdminVisit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeKeyDto> {
    const answer = await this.edits.rotate(name, { visit, persist, ifMatch });
    tagged(answer.key, reply);
    return answer;
  }
}

function tagged(key: KeyDto, reply: FastifyReply): KeyDto {
  void reply.header('ETag', key.etag);
  return key;
}
