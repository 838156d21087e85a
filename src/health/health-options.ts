import type { BreakerOptions } from '../core/circuit-breaker.js';
import { Live } from '../core/live.js';

/** Token and type of the breaker's present settings: the application binds it to `proxy.circuit_breaker`. */
export abstract class HealthOptions extends Live<BreakerOptions> {}
