import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provider, Type } from '@nestjs/common';
import { ConfigControl, ConfigSource, LiveAccessConfig, type OllaConfig } from '../../src/config/index.js';
import { Live } from '../../src/core/live.js';
import { Blueprints } from '../../src/reload/blueprints.js';
import { Reloader } from '../../src/reload/reloader.js';
import { AdminRig, LinesLogger } from './admin-rig.js';
import { scratchFolder } from './leftovers.js';

/** Some controllers of the admin API over the real reloader and a file of its own. */
export class ConfigRig {
  readonly file: string;
  readonly config: Live<OllaConfig>;
  readonly control: Reloader;
  #admin: AdminRig | undefined;

  private constructor(text: string | undefined) {
    const cwd = scratchFolder();
    this.file = join(cwd, 'olla.yaml');
    if (text !== undefined) writeFileSync(this.file, text, { mode: 0o600 });
    const names = { loadBalancers: ['priority', 'round-robin', 'least-connections'], engines: ['olla'] };
    const file = text === undefined ? {} : { file: 'olla.yaml' };
    const blueprints = new Blueprints({ cwd, env: {}, ...file, names });
    const first = blueprints.fromFile();
    this.config = new Live(first.config);
    this.control = new Reloader({
      blueprints,
      first,
      inForce: {
        config: this.config,
        profiles: new Live(first.profiles.catalogue),
        modelRules: new Live(first.models.rules),
      },
      fleet: { update: () => undefined },
      cwd,
      log: new LinesLogger(),
    });
  }

  /** @param text of the file; without it there is none */
  static async start(
    text: string | undefined,
    controllers: readonly Type<unknown>[],
    own: readonly Provider[],
  ): Promise<ConfigRig> {
    const rig = new ConfigRig(text);
    const source = Object.assign(Object.create(ConfigSource.prototype) as ConfigSource, { live: rig.config });
    rig.#admin = await AdminRig.start({
      controllers,
      own,
      providers: [
        { provide: ConfigControl, useValue: rig.control },
        { provide: ConfigSource, useValue: source },
        { provide: LiveAccessConfig, useValue: rig.config.map(({ access }) => access) },
      ],
    });
    return rig;
  }

  get admin(): AdminRig {
    return this.#admin!;
  }

  ask: AdminRig['ask'] = (path, asked) => this.admin.ask(path, asked);

  /** What stands in the file. */
  get fileText(): string {
    return readFileSync(this.file, 'utf8');
  }

  rewrite(text: string): void {
    writeFileSync(this.file, text);
  }

  stop(): Promise<void> {
    return this.admin.stop();
  }
}
