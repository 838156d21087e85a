import type { Live } from '../core/live.js';
import type { OllaConfig } from './sections/index.js';

/** Token and type of the whole configuration, for those who need more than a section. */
export abstract class ConfigSource {
  abstract readonly live: Live<OllaConfig>;

  get current(): OllaConfig {
    return this.live.current;
  }
}
