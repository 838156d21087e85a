export { beginTrace } from './begin-trace.js';
export { newSpanId } from './random-ids.js';
export { traceparent } from './traceparent.js';
export { TracingModule } from './tracing.module.js';
