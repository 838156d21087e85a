export { MASK, maskedText } from './masked-text.js';
export { restoreSecrets } from './restore-secrets.js';
