export { Destination, type OwnHeaders, RedirectError } from './destination.js';
export { SingleRequests } from './single-requests.js';
export { type TlsOptions, tlsOptions } from './tls-options.js';
export { tlsReason } from './tls-reason.js';
