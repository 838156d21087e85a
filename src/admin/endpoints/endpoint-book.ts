import { Injectable } from '@nestjs/common';
import { ConfigSource, type OllaConfig } from '../../config/index.js';
import type { EndpointState } from '../../core/endpoint.js';
import { HealthService } from '../../health/index.js';
import { FleetStore } from '../../registry/index.js';
import { notFound } from '../http/problem.js';
import type { EndpointDto } from './endpoint.dto.js';
import { endpointView } from './endpoint-view.js';
import { ShownConfig, shownEndpoint } from './shown-config.js';

/** Where endpoints of the configuration come from, and can be changed. */
const OURS = 'static';

/** Endpoints by their names, with everything that is known of them. */
@Injectable()
export class EndpointBook {
  #shown: ShownConfig | undefined;
  #shownOf: OllaConfig | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly health: HealthService,
    private readonly config: ConfigSource,
  ) {}

  all(): EndpointDto[] {
    return this.store.fleet.endpoints.map((state) => this.view(state));
  }

  /** @throws Problem when nobody has this name */
  named(name: string): EndpointState {
    const state = this.store.fleet.byName.get(name);
    if (!state) throw notFound(`No endpoint is called "${name}"`);
    return state;
  }

  /** @throws Problem when nobody has this name */
  one(name: string): EndpointDto {
    return this.view(this.named(name));
  }

  view(state: EndpointState): EndpointDto {
    const { url } = state.endpoint;
    const source = this.config.current.discovery.type;
    const stands = source === OURS ? this.#shownConfig().of(url) : undefined;
    return endpointView({
      state,
      config: stands ?? shownEndpoint(state.endpoint),
      check: this.store.checkOf(url),
      breaker: { ...this.health.breakerView(url), retry_in_ms: Math.ceil(this.health.breakerWaitMs(url)) },
      source,
      editable: stands !== undefined && !this.isFromEnvironment,
    });
  }

  /** Whether the list stands in a variable, which no change of the file's text can move. */
  get isFromEnvironment(): boolean {
    return this.config.current.given.get('discovery.static.endpoints') === 'environment';
  }

  /** Made once for each configuration: a fleet may be large. */
  #shownConfig(): ShownConfig {
    const { current } = this.config;
    if (!this.#shown || this.#shownOf !== current) {
      this.#shown = new ShownConfig(current);
      this.#shownOf = current;
    }
    return this.#shown;
  }
}
