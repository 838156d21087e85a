export { dialectOf, errorBody } from './error-body.js';
export { type ErrorContext, type ErrorFormat, sendError } from './error-answer.js';
export { generateRequestId, requestIdOf } from './request-id.js';
export { AllExceptionsFilter } from './exception.filter.js';
export { Gate, type GateParts } from './gate.js';
export { createListener } from './listener.js';
export { originForm } from './clean-url.js';
export type { ServerSettings } from './server-options.js';
import './fastify-request.js';
