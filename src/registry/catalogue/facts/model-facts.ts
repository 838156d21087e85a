import type { Family } from './family.js';
import type { Metadata } from './metadata.js';

/** One model of one list, read by the rules; what nobody tells is `` or 0. */
export interface ModelFacts extends Family {
  /** The endpoint's own spelling. */
  readonly name: string;
  /** The name in lower case, under which it is looked up. */
  readonly folded: string;
  readonly digest: string;
  readonly parameterSize: string;
  readonly parameterCount: number;
  readonly quantization: string;
  readonly format: string;
  readonly maxContextLength: number;
  readonly capabilities: readonly string[];
  readonly state: string;
  readonly sizeBytes: number;
  /** ISO 8601, UTC; `` when the server does not tell. */
  readonly modifiedAt: string;
  readonly metadata: Metadata;
}
