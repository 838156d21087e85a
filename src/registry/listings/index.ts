export { CONVERTERS } from './formats/index.js';
export { OllamaFacade } from './gathering/ollama-facade.js';
export { ListConverters } from './list-converters.js';
export { type ListContext, type ListConverter, Lists } from './list-converter.js';
export { type ListingParts, ListingService } from './listing.service.js';
export type { Page } from './page.js';
