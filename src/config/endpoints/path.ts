/** Where endpoints stand in the file. */
export const ENDPOINTS_PATH = 'discovery.static.endpoints';
