export { addBodyParsers } from './body-parsers.js';
export { dropMalformedContentType, hideContentType } from './media-type.js';
