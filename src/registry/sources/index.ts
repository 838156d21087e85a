export { type EndpointSource, Source } from './endpoint-source.js';
export { EndpointSources } from './endpoint-sources.js';
export { StaticSource } from './static.source.js';
