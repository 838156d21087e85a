import { All, Controller, type OnModuleDestroy, type OnModuleInit, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendJson } from '../report-reply.js';
import { GarbageCollections } from './collections.js';
import { processFigures } from './process-figures.js';
import { processReport } from './process-report.js';

/** How the process itself is doing. */
@Controller('internal/process')
export class ProcessController implements OnModuleInit, OnModuleDestroy {
  readonly #collections = new GarbageCollections();

  onModuleInit(): void {
    this.#collections.start();
  }

  onModuleDestroy(): void {
    this.#collections.stop();
  }

  @All()
  report(@Res() reply: FastifyReply): void {
    void sendJson(reply, processReport(processFigures(this.#collections), Date.now()));
  }
}
