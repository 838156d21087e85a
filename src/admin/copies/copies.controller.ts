import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { type CopyOrder, CopyService } from '../../balancer/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiBodyProblems, ApiProblem } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiOkResponse, ApiOperation } from '../http/docs.js';
import { CopyBook } from './copy-book.js';
import { CopiesDto, CopyOrderDto, CopyOrderRequestDto } from './copies.dto.js';

/** Which models are in memory where; loading and unloading them. */
@AdminController('copies', 'copies')
export class CopiesController {
  constructor(
    private readonly book: CopyBook,
    private readonly copies: CopyService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which models are in memory where, and what was loaded and unloaded lately' })
  @ApiOkResponse({ type: CopiesDto })
  list(): CopiesDto {
    return { copies: this.book.copies(), orders: this.copies.orders.map(orderView) };
  }

  @Post()
  @HttpCode(200)
  @Audited('copies.order')
  @ApiOperation({
    summary: 'Has an endpoint load or unload a model, and answers when that is over',
    description: 'What is done here is undone by the other kind of order; policies of `models` go on.',
  })
  @ApiOkResponse({ type: CopyOrderDto })
  @ApiBodyProblems()
  @ApiProblem(404, 409)
  async order(@Body() order: CopyOrderRequestDto, @Visit() visit: AdminVisit): Promise<CopyOrderDto> {
    const { endpoint, kind } = order;
    const { state, model } = this.book.found(order);
    visit.about(`${endpoint}/${model}`);
    const done =
      kind === 'load'
        ? await this.copies.load(state, model, 'operator')
        : await this.copies.unload(state, model, 'operator');
    const view = orderView(done);
    visit.made(view);
    return view;
  }
}

const orderView = ({ at, tookMs, error, ...order }: CopyOrder): CopyOrderDto => ({
  ...order,
  at: new Date(at).toISOString(),
  ...(tookMs !== undefined && { took_ms: tookMs }),
  ...(error !== undefined && { error }),
});
