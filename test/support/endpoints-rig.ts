import type { Provider } from '@nestjs/common';
import { EndpointBook } from '../../src/admin/endpoints/endpoint-book.js';
import { EndpointEdits } from '../../src/admin/endpoints/endpoint-edits.js';
import { EndpointsController } from '../../src/admin/endpoints/endpoints.controller.js';
import { ConfigControl, ConfigSource } from '../../src/config/index.js';
import { Live } from '../../src/core/live.js';
import { HealthService, ProbeScheduler } from '../../src/health/index.js';
import { FleetStore } from '../../src/registry/index.js';
import { AdminRig, LinesLogger } from './admin-rig.js';
import { FakeProber } from './scheduler-rig.js';
import { TextControl } from './text-control.js';

/** The endpoints of the admin API over a configuration that is a text, with probes that ask nobody. */
export class EndpointsRig {
  readonly store = new FleetStore();
  readonly prober = new FakeProber();
  readonly control: TextControl;
  readonly #probes = new ProbeScheduler(this.store, this.prober, new LinesLogger());
  #admin: AdminRig | undefined;

  private constructor(text: string, env?: Readonly<Record<string, string>>) {
    this.control = new TextControl(text, this.store, env);
  }

  static async start(text: string, env?: Readonly<Record<string, string>>): Promise<EndpointsRig> {
    const rig = new EndpointsRig(text, env);
    const breaker = new Live({ threshold: 5, openForMs: 30_000 });
    const health = new HealthService(rig.store, rig.#probes, breaker, new LinesLogger());
    const providers: Provider[] = [
      { provide: FleetStore, useValue: rig.store },
      { provide: ConfigControl, useValue: rig.control },
      { provide: ConfigSource, useValue: rig.control.source },
      { provide: ProbeScheduler, useValue: rig.#probes },
      { provide: HealthService, useValue: health },
    ];
    rig.#admin = await AdminRig.start({
      controllers: [EndpointsController],
      providers,
      own: [EndpointBook, EndpointEdits],
    });
    await rig.#probes.runInitial();
    return rig;
  }

  get admin(): AdminRig {
    return this.#admin!;
  }

  ask: AdminRig['ask'] = (path, asked) => this.admin.ask(path, asked);

  async stop(): Promise<void> {
    await this.#probes.stop();
    await this.admin.stop();
  }
}
