import { keyDigest } from '../../core/api-key.js';
import type { AccessKeyConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { anyModelOf, anyOf } from './patterns.js';

/** A key as it is looked up. */
export interface KnownKey {
  readonly caller: Caller;
  readonly digest: Buffer;
  readonly disabled: boolean;
  /** Epoch milliseconds; `Infinity` = never. */
  readonly expiresAt: number;
}

/** The keys of a configuration by their hashes. */
export function knownKeys(keys: readonly AccessKeyConfig[]): ReadonlyMap<string, KnownKey> {
  return new Map(keys.flatMap((key) => (key.hash ? [[key.hash, known(key, key.hash)] as const] : [])));
}

/** Stands in for a key that nobody has, so that it is judged like any other. No text has this digest. */
export const NOBODYS_KEY: KnownKey = {
  caller: { name: '' },
  digest: Buffer.alloc(32),
  disabled: false,
  expiresAt: Infinity,
};

/** Who calls with a key of the configuration. */
export function callerOf({ name, models, endpoints, limits, maxPriority }: AccessKeyConfig): Caller {
  const allowsModel = anyModelOf(models);
  const allowsEndpoint = anyOf(endpoints);
  const limited = Object.values(limits).some((limit) => limit > 0);
  return {
    name,
    ...(allowsModel && { allowsModel }),
    ...(allowsEndpoint && { allowsEndpoint }),
    ...(limited && { limits }),
    maxPriority,
  };
}

function known(config: AccessKeyConfig, hash: string): KnownKey {
  const { expires, disabled } = config;
  return {
    caller: callerOf(config),
    digest: keyDigest(hash),
    disabled,
    expiresAt: expires ? Date.parse(expires) : Infinity,
  };
}
