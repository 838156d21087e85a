import { type Endpoint, profileOf } from '../../core/endpoint.js';
import type { Live } from '../../core/live.js';
import type { Logger } from '../../core/logger.js';
import type { Usage } from '../../core/outcome.js';
import type { Tail } from '../../core/tail.js';
import { logProfileWarnings, type Profile, type ProfileCatalogue } from '../../registry/index.js';
import { Extraction } from './extraction.js';
import { usageOf } from './usage-of.js';

/** Reads the figures of an answer the way that fits the server which gave it. */
export interface ReadsUsage {
  /** @param broken the answer did not come to its end */
  read(endpoint: Pick<Endpoint, 'profile' | 'detected'>, tail: Tail, broken: boolean): Usage | undefined;
}

/** Only the value that the original looks for: whoever says so wants no bodies read. */
const NOT_THE_BODY = 'response_headers';
const NO_PROFILE = new Extraction({ enabled: false, paths: new Map(), calculations: new Map() });

/** Reads figures from where servers usually have them, whatever the server. */
export const USUAL: ReadsUsage = { read: (_endpoint, tail, broken) => usageOf(tail, NO_PROFILE, broken) };

/** Reads figures by the profiles that are known now. Each is compiled once, and its mistakes are logged then. */
export class UsageReader implements ReadsUsage {
  #extractions: ReadonlyMap<string, Extraction | undefined> = new Map();

  constructor(
    private readonly profiles: Live<ProfileCatalogue>,
    private readonly log: Logger,
  ) {
    this.#compile();
    profiles.onChange(() => this.#compile());
  }

  read(endpoint: Pick<Endpoint, 'profile' | 'detected'>, tail: Tail, broken: boolean): Usage | undefined {
    const profile = this.profiles.current.byNameOrGeneric(profileOf(endpoint));
    if (!profile) return usageOf(tail, NO_PROFILE, broken);
    const extraction = this.#extractions.get(profile.name);
    return extraction && usageOf(tail, extraction, broken);
  }

  #compile(): void {
    this.#extractions = new Map(
      this.profiles.current.all.map((profile) => [profile.name, this.#compiled(profile)]),
    );
  }

  #compiled({ name, metrics }: Profile): Extraction | undefined {
    if (metrics.enabled && metrics.source === NOT_THE_BODY) return undefined;
    const extraction = new Extraction(metrics);
    const warnings = extraction.problems.map((problem) => ({
      file: '',
      reason: `profile ${name}: ${problem}`,
      skipped: false,
    }));
    logProfileWarnings(this.log, warnings);
    return extraction;
  }
}
