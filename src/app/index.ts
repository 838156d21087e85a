export { tuneCollector } from './heap.js';
export { listenHost, publicUrl } from './listen-address.js';
export { watchListener } from './listener-watch.js';
export { type RunningOlla, startOlla } from './start-olla.js';
