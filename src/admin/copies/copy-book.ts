import { Injectable } from '@nestjs/common';
import { CopyService, FactBook } from '../../balancer/index.js';
import type { EndpointState } from '../../core/endpoint.js';
import { modelKey } from '../../core/residency.js';
import { FleetStore } from '../../registry/index.js';
import { conflict, notFound } from '../http/problem.js';
import type { CopyDto, CopyOrderRequestDto } from './copies.dto.js';

/** Models in memory, in the words of the API. */
@Injectable()
export class CopyBook {
  constructor(
    private readonly store: FleetStore,
    private readonly facts: FactBook,
    private readonly orders: CopyService,
  ) {}

  copies(now = Date.now()): CopyDto[] {
    return this.store.fleet.endpoints.flatMap((state) => this.#copiesOn(state, now));
  }

  /** @throws Problem when there is no such endpoint or model, or when the endpoint cannot be told */
  found({ endpoint, model, kind }: CopyOrderRequestDto): { state: EndpointState; model: string } {
    const state = this.store.fleet.byName.get(endpoint);
    if (!state) throw notFound(`No endpoint is called "${endpoint}"`);
    const listed = state.models.find(({ name }) => modelKey(name) === modelKey(model));
    if (!listed) throw notFound(`"${endpoint}" lists no model "${model}"`);
    const able = kind === 'load' ? this.orders.canBeTold(state) : this.orders.canUnload(state);
    if (!able) throw conflict(`Servers of the kind of "${endpoint}" cannot be told to ${kind} models`);
    return { state, model: listed.name };
  }

  #copiesOn(state: EndpointState, now: number): CopyDto[] {
    const { endpoint, load } = state;
    const facts = this.facts.of(endpoint.url);
    return facts.memory.residents(load, now).map(({ model, usedAt }) => ({
      endpoint: endpoint.name,
      model: state.models.find(({ name }) => modelKey(name) === model)?.name ?? model,
      state: facts.memory.of(load, model, now).residency === 'loading' ? 'loading' : 'loaded',
      pinned: this.facts.isPinned(model),
      unloadable: this.orders.canUnload(state),
      load_ms: Math.round(facts.of(model, this.facts.sizeOf(state, model)).load.value),
      ...(usedAt > 0 && { used_at: new Date(usedAt).toISOString() }),
    }));
  }
}
