import { Module } from '@nestjs/common';
import { TracingObserver } from './tracing.observer.js';

/** Traces, where they are wanted. */
@Module({ providers: [TracingObserver] })
export class TracingModule {}
