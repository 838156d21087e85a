import { type Endpoint, profileOf } from '../../core/endpoint.js';

/**
 * The profile of Ollama says how many requests it keeps waiting by itself; at once it answers `OLLAMA_NUM_PARALLEL`, four at
 * most unless somebody changed that.
 */
const AT_ONCE: Readonly<Record<string, number>> = { ollama: 4 };

/** How many requests an endpoint that does not say is taken to answer at once: the operator's limit, else the profile's. */
export const usualSlots =
  (profileLimitOf: (endpoint: Endpoint) => number) =>
  (endpoint: Endpoint): number => {
    if (endpoint.maxConcurrent > 0) return endpoint.maxConcurrent;
    const limit = profileLimitOf(endpoint);
    const usual = AT_ONCE[profileOf(endpoint)] ?? limit;
    return Number.isFinite(usual) ? usual : 4;
  };
