import type { OllaConfig } from '../config/index.js';
import type { Live } from '../core/live.js';
import type { ModelRules, ProfileCatalogue } from '../registry/index.js';
import type { Blueprint } from './blueprint.js';
import type { FleetUpdater } from './fleet-updater.js';

/** What a generation puts in force. */
export interface InForce {
  readonly config: Live<OllaConfig>;
  readonly profiles: Live<ProfileCatalogue>;
  readonly modelRules: Live<ModelRules>;
}

/**
 * Puts a blueprint in force in one go: no request sees half of it. Should anything refuse it after all,
 * everything is put back and the reason is thrown.
 */
export async function switchOver(
  { config, profiles, modelRules }: InForce,
  fleet: Pick<FleetUpdater, 'update'>,
  next: Pick<Blueprint, 'config' | 'profiles' | 'models' | 'fingerprint'>,
  kinds: 'same' | 'changed',
): Promise<void> {
  const before = { config: config.current, profiles: profiles.current, rules: modelRules.current };
  try {
    if (kinds === 'changed') {
      profiles.set(next.profiles.catalogue);
      modelRules.set(next.models.rules);
    }
    config.set(next.config);
    await fleet.update();
  } catch (error) {
    if (kinds === 'changed') {
      profiles.set(before.profiles);
      modelRules.set(before.rules);
    }
    config.set(before.config);
    await fleet.update();
    throw error;
  }
}
