export { LoadClient } from './load-client.js';
export { LoadPoller } from './load-poller.js';
export {
  type LoadAnswer,
  type LoadQuestion,
  type LoadReader,
  type LoadReading,
  ReadsLoad,
} from './load-reader.js';
export { type LoadReaderLookup, LoadReaders } from './load-readers.js';
export { LOAD_READERS } from './readers/index.js';
