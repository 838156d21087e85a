import type { Logger } from '../../../core/logger.js';
import type { LoadedModelRules } from './load-model-rules.js';

const UNUSABLE = 'model unification config: found unusable models.yaml candidate(s)';

/** Says at start which rules are in force. A file that could not be used is named even when another one was. */
export function reportModelRules({ source, warnings }: LoadedModelRules, log: Logger): void {
  if (warnings.length > 0) {
    const instead = source ? `using ${source} instead` : 'falling back to embedded defaults';
    log.warn(`${UNUSABLE}, ${instead}`, { details: warnings.join('; ') });
  }
  if (source) log.info('model unification config loaded', { source });
  else if (warnings.length === 0) {
    log.debug('model unification config: no models.yaml found, using embedded defaults');
  }
}
