import { type AccessKeyConfig, plainOf } from '../../config/index.js';
import type { Limited } from '../../security/index.js';
import { etagOf } from '../http/etag.js';
import { limitedView } from '../limits/limits.controller.js';
import type { KeyDto, KeyLimitsDto } from './key.dto.js';

/** What can be changed about a key, as a file would have it. */
export function editableOf(key: AccessKeyConfig): Readonly<Record<string, unknown>> {
  const { name, models, endpoints, expires, disabled, limits, maxPriority } = key;
  return {
    name,
    models,
    endpoints,
    ...(expires !== undefined && { expires }),
    disabled,
    max_priority: maxPriority,
    limits: plainOf(limits),
  };
}

/** The tag of what can be changed about a key. */
export const keyTag = (key: AccessKeyConfig): string => etagOf(editableOf(key));

/** A key in the words of the API. Never the key, nor what is kept of it. */
export function keyView(key: AccessKeyConfig, used: Limited | undefined, now = Date.now()): KeyDto {
  const { name, models, endpoints, expires, disabled, limits, maxPriority } = key;
  const expired = expires !== undefined && Date.parse(expires) <= now;
  return {
    name,
    models,
    endpoints,
    ...(expires !== undefined && { expires }),
    disabled,
    max_priority: maxPriority,
    valid: !disabled && !expired,
    limits: plainOf(limits) as unknown as KeyLimitsDto,
    usage: used ? limitedView(used).gauges : [],
    etag: keyTag(key),
  };
}
