export { wantsColour } from './colour.js';
export { LogLevel } from './log-level.js';
export { type Console, Logging } from './logging.js';
export { logStream } from './log-stream.js';
export { NestLogger } from './nest-logger.js';
export { PinoLogger } from './pino-logger.js';
export { effectiveSettings, type LogSettings } from './settings.js';
