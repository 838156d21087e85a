import type { ConfigNotice, OllaConfig, PlaceReader } from '../config/index.js';
import type { LoadedModelRules, LoadedProfiles } from '../registry/index.js';

/** Everything that one generation is made of: read, checked, and not yet in force. */
export interface Blueprint {
  readonly config: OllaConfig;
  /** The text that the configuration was read from. */
  readonly text: string;
  /** Whether that text came from the file just now. */
  readonly fromFile: boolean;
  readonly warnings: readonly ConfigNotice[];
  /** Absolute paths of the secrets that it names. */
  readonly secretFiles: readonly string[];
  /** Where each value came from. */
  readonly places: PlaceReader;
  /** The same for two blueprints whose secret files hold the same. */
  readonly secrets: string;
  readonly profiles: LoadedProfiles;
  readonly models: LoadedModelRules;
  /** The same for two blueprints whose profiles and model rules say the same. */
  readonly fingerprint: string;
}
