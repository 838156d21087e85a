import type { ProfileWarning } from '../../config/profiles/index.js';
import type { Logger } from '../../core/logger.js';

/** Tells the operator what became of profile files. */
export function logProfileWarnings(log: Logger, warnings: readonly ProfileWarning[]): void {
  for (const { file, reason, skipped } of warnings) {
    const message = skipped ? 'profile failed to load, skipping' : 'profile is used in part';
    log.warn(message, { ...(file && { file }), reason });
  }
}
