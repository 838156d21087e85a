import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import type { Fleet } from '../../core/fleet.js';
import { CatalogueSource, FleetStore } from '../../registry/index.js';
import { notFound } from '../http/problem.js';
import type { ModelsDto } from './model.dto.js';
import { listedRows, type ModelRow, modelView, unifiedRows } from './model-rows.js';
import type { ModelsQuery } from './models.query.js';

const USUAL = 1_000;

/** Every model of the fleet, and who has it. */
@Injectable()
export class ModelList {
  constructor(
    private readonly store: FleetStore,
    private readonly catalogues: CatalogueSource,
    private readonly config: ConfigSource,
  ) {}

  /** @throws Problem for an endpoint that is not there */
  page({ endpoint, name, limit = USUAL, offset = 0 }: ModelsQuery): ModelsDto {
    const { fleet } = this.store;
    const url = endpoint === undefined ? undefined : fleet.byName.get(endpoint)?.endpoint.url;
    if (endpoint !== undefined && url === undefined) throw notFound(`No endpoint is called "${endpoint}"`);
    const part = name?.toLowerCase();
    const rows = this.#rows(fleet).filter(
      ({ names, holders }) =>
        (url === undefined || holders.some((holder) => holder.url === url)) &&
        (part === undefined || names.some((known) => known.toLowerCase().includes(part))),
    );
    const models = rows.slice(offset, offset + limit).map((row) => modelView(row, fleet));
    return { total: rows.length, models };
  }

  #rows(fleet: Fleet): readonly ModelRow[] {
    const { enableUnifier } = this.config.current.modelRegistry;
    return enableUnifier ? unifiedRows(this.catalogues.of(fleet).models) : listedRows(fleet);
  }
}
