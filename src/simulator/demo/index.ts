/** The parts of `olla demo`. */
export { runChaos } from './chaos.js';
export { demoConfiguration } from './configuration.js';
export { type DemoServer, startFleet, stopFleet } from './fleet.js';
export { instructions } from './instructions.js';
export { portTaken } from './port-taken.js';
