import type { AccessKeyConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { anyModelOf, anyOf } from './patterns.js';

/** A key as it is looked up. */
export interface KnownKey {
  readonly caller: Caller;
  readonly disabled: boolean;
  /** Epoch milliseconds; `Infinity` = never. */
  readonly expiresAt: number;
}

/** The keys of a configuration by their hashes. */
export function knownKeys(keys: readonly AccessKeyConfig[]): ReadonlyMap<string, KnownKey> {
  return new Map(keys.flatMap((key) => (key.hash ? [[key.hash, known(key)] as const] : [])));
}

function known({ name, models, endpoints, expires, disabled, limits }: AccessKeyConfig): KnownKey {
  const allowsModel = anyModelOf(models);
  const allowsEndpoint = anyOf(endpoints);
  const limited = Object.values(limits).some((limit) => limit > 0);
  const caller: Caller = {
    name,
    ...(allowsModel && { allowsModel }),
    ...(allowsEndpoint && { allowsEndpoint }),
    ...(limited && { limits }),
  };
  return { caller, disabled, expiresAt: expires ? Date.parse(expires) : Infinity };
}
