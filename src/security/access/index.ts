export { AccessControl, type AccessRequest } from './access-control.js';
export { AccessGuard } from './access.guard.js';
export { Authenticates, type Authenticator, type Credentials } from './authenticator.js';
export { JwtAuthenticator } from './jwt.authenticator.js';
export { keyHash, newKey } from '../../core/api-key.js';
export { KeysAuthenticator } from './keys.authenticator.js';
export { NoAuthenticator } from './none.authenticator.js';
export { callerOf } from './key-callers.js';
