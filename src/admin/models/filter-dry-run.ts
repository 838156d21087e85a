import { Injectable } from '@nestjs/common';
import { ConfigSource, nameFilter, patternComplaint } from '../../config/index.js';
import { type EndpointState, isRoutable } from '../../core/endpoint.js';
import { Slots } from '../../core/slots.js';
import { EndpointSources, FleetStore, ModelDiscovery, summaryOf } from '../../registry/index.js';
import { invalid, notFound, type ProblemPart } from '../http/problem.js';
import type { DryRunDto, DryRunReportDto, EndpointDryRunDto, TriedFilterDto } from './dry-run.dto.js';

const MOST_NAMES = 1_000;
const AT_ONCE = 5;

type Accepts = (name: string) => boolean;

/** Tries a filter out on what endpoints list at this moment; nothing changes. */
@Injectable()
export class FilterDryRun {
  constructor(
    private readonly store: FleetStore,
    private readonly discovery: ModelDiscovery,
    private readonly sources: EndpointSources,
    private readonly config: ConfigSource,
  ) {}

  /** @throws Problem for an endpoint that is not there, and for patterns that are none */
  async try({ filter, endpoint }: DryRunDto): Promise<DryRunReportDto> {
    refuseBadPatterns(filter);
    const tried = nameFilter({ include: filter.include ?? [], exclude: filter.exclude ?? [] });
    const { fleet } = this.store;
    if (endpoint !== undefined) {
      const state = fleet.byName.get(endpoint);
      if (!state) throw notFound(`No endpoint is called "${endpoint}"`);
      const common = nameFilter(this.config.current.modelFilter);
      return { endpoints: [await this.#on(state, (name) => common(name) && tried(name))] };
    }
    const own = await this.#ownFilters();
    const slots = new Slots(AT_ONCE);
    const asked = fleet.endpoints.filter(({ status }) => isRoutable(status));
    return {
      endpoints: await Promise.all(
        asked.map((state) => {
          const accepts = own.get(state.endpoint.url);
          return slots.run(() => this.#on(state, (name) => tried(name) && (accepts?.(name) ?? true)));
        }),
      ),
    };
  }

  async #ownFilters(): Promise<ReadonlyMap<string, Accepts>> {
    const configured = await this.sources.current().endpoints();
    return new Map(configured.map(({ url, modelFilter }) => [url, nameFilter(modelFilter)]));
  }

  async #on({ endpoint, models }: EndpointState, accepts: Accepts): Promise<EndpointDryRunDto> {
    let listed = models;
    let error: string | undefined;
    try {
      listed = (await this.discovery.look(endpoint.url)) ?? models;
    } catch (cause) {
      error = summaryOf(cause);
    }
    const names = [...new Set(listed.map(({ name }) => name))];
    const kept = names.filter(accepts);
    const dropped = names.filter((name) => !accepts(name));
    return {
      name: endpoint.name,
      kept_count: kept.length,
      dropped_count: dropped.length,
      kept: kept.slice(0, MOST_NAMES),
      dropped: dropped.slice(0, MOST_NAMES),
      ...(error !== undefined && { error }),
    };
  }
}

function refuseBadPatterns(filter: TriedFilterDto): void {
  const errors = (['include', 'exclude'] as const).flatMap((list) =>
    (filter[list] ?? []).flatMap((pattern, at): ProblemPart[] => {
      const detail = patternComplaint(pattern);
      return detail === undefined ? [] : [{ path: `filter.${list}[${at}]`, detail }];
    }),
  );
  if (errors.length > 0) throw invalid('The filter has patterns that are none', errors);
}
