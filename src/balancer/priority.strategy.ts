import { Injectable } from '@nestjs/common';
import type { EndpointState, EndpointStatus } from '../core/endpoint.js';
import { type BalancingStrategy, Strategy } from './balancing-strategy.js';

/** Shares of traffic by status (models-and-health.md §3). */
const WEIGHT: Partial<Record<EndpointStatus, number>> = { healthy: 1, busy: 0.3, warming: 0.1 };

/** The highest priority that is there; within it a weighted draw (proxying.md §8.2). */
@Injectable()
@Strategy('priority')
export class PriorityStrategy implements BalancingStrategy {
  /** Replaced by tests; the draw is uniform in [0, 1). */
  random: () => number = Math.random;

  select(candidates: readonly EndpointState[]): EndpointState {
    const tier = highest(candidates);
    if (tier.length === 1) return tier[0]!;
    const total = tier.reduce((sum, state) => sum + weightOf(state), 0);
    if (total === 0) return tier[Math.floor(this.random() * tier.length)]!;
    let left = this.random() * total;
    for (const state of tier) if ((left -= weightOf(state)) <= 0) return state;
    return tier[tier.length - 1]!;
  }

  /** A draw cannot be told beforehand. */
  peek(candidates: readonly EndpointState[]): EndpointState | undefined {
    const tier = highest(candidates);
    return tier.length === 1 ? tier[0] : undefined;
  }
}

function highest(candidates: readonly EndpointState[]): readonly EndpointState[] {
  let top = -Infinity;
  for (const { endpoint } of candidates) if (endpoint.priority > top) top = endpoint.priority;
  return candidates.filter(({ endpoint }) => endpoint.priority === top);
}

const weightOf = (state: EndpointState): number => WEIGHT[state.status] ?? 0;
