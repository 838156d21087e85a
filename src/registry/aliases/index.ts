export { type AliasMatch, aliasReason, AliasTable } from './alias-table.js';
export { type Holders, targetOf } from './target.js';
