export { wantsColour } from './colour.js';
export { LogLevel } from './log-level.js';
export { type Console, Logging } from './logging.js';
export { NestLogger } from './nest-logger.js';
export { PinoLogger } from './pino-logger.js';
