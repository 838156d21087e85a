import type { EndpointState } from '../../core/endpoint.js';
import { platformOf } from './facts/index.js';

/** Where records of models come from: one list of one endpoint. */
export interface Origin {
  readonly endpointUrl: string;
  readonly endpointName: string;
  /** Kind of server; `` when it is not known yet. */
  readonly platform: string;
  /** Epoch milliseconds of the listing. */
  readonly at: number;
}

export function originOf({ endpoint, modelsUpdatedAt }: EndpointState): Origin {
  const { url, name } = endpoint;
  return { endpointUrl: url, endpointName: name, platform: platformOf(endpoint), at: modelsUpdatedAt };
}
