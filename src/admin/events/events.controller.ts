import { Get, Headers, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminController } from '../http/admin-controller.decorator.js';
import { ApiProblem } from '../http/api-problem.decorator.js';
import { ApiHeader, ApiOkResponse, ApiOperation } from '../http/docs.js';
import { Problem } from '../http/problem.js';
import { EventStream } from './event-stream.js';
import { EventsQuery } from './events.query.js';
import { FleetEvents, type NumberedNews } from './fleet-events.js';

const MOST_READERS = 50;
const RETRY_MS = 2_000;

/** What happens, as it happens. */
@AdminController('events', 'events')
export class EventsController implements OnModuleDestroy {
  readonly #streams = new Set<EventStream>();

  constructor(private readonly events: FleetEvents) {}

  @Get()
  @ApiOperation({
    summary: 'What happens to endpoints, models, breakers and the configuration, as server-sent events',
    description:
      'Each event has a kind, an id and JSON data with `at` and its facts. Whoever comes back with `Last-Event-ID` is told first what ' +
      'was missed, as far as it is remembered; otherwise news begins now. A comment every 15 seconds keeps the connection alive.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Number of the last event that was read; 0 = everything that is remembered',
    schema: { type: 'integer', minimum: 0 },
  })
  @ApiOkResponse({
    description: 'Events without an end',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblem(422, 429)
  read(
    @Query() { types }: EventsQuery,
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (this.#streams.size >= MOST_READERS) {
      const headers = { 'Retry-After': '5' };
      throw new Problem(429, `${MOST_READERS} read the events already`, { headers });
    }
    const wanted = types === undefined ? undefined : new Set(types.split(','));
    reply.hijack();
    const stream = new EventStream(reply.raw, request.ollaHeaders);
    this.#streams.add(stream);
    stream.retryAfter(RETRY_MS);
    const tell = ({ number, at, type, facts }: NumberedNews): void => {
      if (wanted && !wanted.has(type)) return;
      stream.send(type, { at: new Date(at).toISOString(), ...facts }, number);
    };
    for (const news of this.events.since(startOf(lastId, this.events.last))) tell(news);
    const end = this.events.onNews(tell);
    reply.raw.once('close', () => {
      end();
      this.#streams.delete(stream);
    });
  }

  onModuleDestroy(): void {
    for (const stream of this.#streams) stream.end();
  }
}

/** What cannot be read is no place to go on from; a number of another life begins anew. */
function startOf(lastId: string | undefined, last: number): number {
  if (lastId === undefined || !/^\d{1,15}$/.test(lastId)) return last;
  const number = Number(lastId);
  return number > last ? 0 : number;
}
