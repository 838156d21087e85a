import {
  type Environment,
  type KnownNames,
  loadConfig,
  type LoadedConfig,
  parseConfig,
} from '../config/index.js';
import { type LoadedModelRules, loadModelRules, ProfileSource } from '../registry/index.js';
import type { Blueprint } from './blueprint.js';
import { contentsOf, fingerprintOf } from './fingerprint.js';

/** Where blueprints are drawn from. */
export interface BlueprintPlaces {
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly env: Environment;
  /** The file that the command line names. */
  readonly file?: string;
  readonly strict?: boolean;
  /** `false` reads no secret files and misses no variables. */
  readonly secrets?: boolean;
  /** Names that a configuration may use, beside those of profiles. */
  readonly names: KnownNames;
}

/** Draws the next generation from the file, or from a text that takes its place. Nothing is put in force here. */
export class Blueprints {
  #names: KnownNames;
  /** Profiles and model rules as they were read last. */
  #kinds: Kinds | undefined;

  constructor(private readonly places: BlueprintPlaces) {
    this.#names = places.names;
  }

  /** From now on configurations may use these names: at first only those of Olla itself are known. */
  know(names: KnownNames): void {
    this.#names = names;
  }

  /**
   * @param file the file that is in force: it stays the file, even where another one would be found first by now,
   *   and its absence is a problem then rather than a reason to go on with built-in defaults
   * @throws ConfigError with every problem at once
   */
  fromFile(file = this.places.file): Blueprint {
    const places = { ...this.places, ...(file && { file }) };
    this.#kinds = undefined;
    return this.#draw(true, (profiles) => loadConfig({ ...places, known: known(this.#names, profiles) }));
  }

  /**
   * Profiles and model rules stay those that were read with the file.
   * @param sourceFile the file that the text stands for; `` for none
   * @throws ConfigError with every problem at once
   */
  fromText(text: string, sourceFile = ''): Blueprint {
    const { places } = this;
    return this.#draw(false, (profiles) =>
      parseConfig(text, { ...places, sourceFile, known: known(this.#names, profiles) }),
    );
  }

  #draw(fromFile: boolean, load: (profiles: ProfileSource) => LoadedConfig): Blueprint {
    const { source, models } = (this.#kinds ??= readKinds(this.places));
    const { config, warnings, text, secretFiles, places } = load(source);
    const profiles = source.load(config.proxy.profileFilter);
    const fingerprint = fingerprintOf([profiles.catalogue.all, models.rules]);
    const secrets = contentsOf(secretFiles);
    return { config, text, fromFile, warnings, secretFiles, places, secrets, profiles, models, fingerprint };
  }
}

interface Kinds {
  readonly source: ProfileSource;
  readonly models: LoadedModelRules;
}

const readKinds = (places: BlueprintPlaces): Kinds => ({
  source: new ProfileSource(places),
  models: loadModelRules(places),
});

const known = (names: KnownNames, profiles: ProfileSource): KnownNames => ({
  ...names,
  profiles: profiles.load().catalogue,
});
