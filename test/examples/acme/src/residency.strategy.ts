import { Injectable } from '@nestjs/common';
import { type BalancingStrategy, type EndpointState, type Exchange, Strategy } from 'olla';

const HEADER = 'x-data-residency';

/**
 * Keeps data where the caller wants it: with `X-Data-Residency: eu` only endpoints whose names begin with `eu-`
 * may serve, whatever fails. Among those the least busy one is taken.
 */
@Injectable()
@Strategy('acme-residency')
export class ResidencyStrategy implements BalancingStrategy {
  admits({ endpoint }: EndpointState, { request }: Exchange): boolean {
    const region = request.headers[HEADER];
    return typeof region !== 'string' || endpoint.name.startsWith(`${region.toLowerCase()}-`);
  }

  select(candidates: readonly EndpointState[]): EndpointState {
    return candidates.reduce((best, each) => (each.load.inFlight < best.load.inFlight ? each : best));
  }
}
