/** Simulated inference servers in every backend's dialect, for trying Olla out and for tests. */
export { End } from './end.js';
export {
  checkFault,
  type Fault,
  FAULT_KINDS,
  FaultError,
  type FaultKind,
  parseFault,
} from './faults/fault.js';
export { countValue, durationValue, portValue, rateValue } from './option-values.js';
export { DIALECTS, type DialectName, type SimulatorOptions } from './options.js';
export type { RequestCounts } from './request-counts.js';
export { type Address, Simulator } from './simulator.js';
export type { SimulatorState } from './state.js';
