export { NestLogger } from './nest-logger.js';
export { PinoLogger, type LogSettings } from './pino-logger.js';
