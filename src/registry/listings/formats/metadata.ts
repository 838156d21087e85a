/** Reading metadata that backends wrote: what has the wrong type counts as absent. */
import type { UnifiedModel } from '../../catalogue/unified-model.js';

type Metadata = UnifiedModel['metadata'];

export function textIn(metadata: Metadata, key: string): string | undefined {
  const value = metadata[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number above zero, without its fraction. */
export function wholeIn(metadata: Metadata, key: string): number | undefined {
  const value = metadata[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.trunc(value) : undefined;
}

export const flagIn = (metadata: Metadata, key: string): true | undefined =>
  metadata[key] === true ? true : undefined;
