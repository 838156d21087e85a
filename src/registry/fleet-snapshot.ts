import type { EndpointState } from '../core/endpoint.js';
import type { Fleet, ModelLookup } from '../core/fleet.js';

/** One state of the fleet. What few ask for is worked out when they do. */
export class FleetSnapshot implements Fleet {
  static readonly empty = (byModel: ModelLookup): FleetSnapshot =>
    new FleetSnapshot({ version: 0, modelsVersion: 0, membersVersion: 0 }, [], new Map(), byModel);

  readonly version: number;
  readonly modelsVersion: number;
  readonly membersVersion: number;
  #byName: ReadonlyMap<string, EndpointState> | undefined;

  constructor(
    versions: Pick<Fleet, 'version' | 'modelsVersion' | 'membersVersion'>,
    readonly endpoints: readonly EndpointState[],
    readonly byUrl: ReadonlyMap<string, EndpointState>,
    readonly byModel: ModelLookup,
  ) {
    this.version = versions.version;
    this.modelsVersion = versions.modelsVersion;
    this.membersVersion = versions.membersVersion;
    Object.freeze(endpoints);
    Object.freeze(this);
  }

  get byName(): ReadonlyMap<string, EndpointState> {
    return (this.#byName ??= new Map(this.endpoints.map((state) => [state.endpoint.name, state])));
  }
}
