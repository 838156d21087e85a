import { Live } from '../core/live.js';

export interface ProxyNames {
  readonly engine: string;
  readonly profile: string;
  readonly loadBalancer: string;
}

export interface LoggingSwitch {
  /** False drops what is logged of a request that went well. */
  readonly requestLogging: boolean;
}

/** Token and type of the names on the status page: the application binds it to its live `proxy` section. */
export abstract class StatusNames extends Live<ProxyNames> {}

/** Token and type of the switch: the application binds it to its live `server` section. */
export abstract class RequestLogging extends Live<LoggingSwitch> {}
