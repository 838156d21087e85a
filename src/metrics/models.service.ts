import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../config/index.js';
import { CatalogueSource, FleetStore, type Page } from '../registry/index.js';
import { etagOf } from './etag.js';
import { modelsReport, type ModelsReport } from './models-report.js';

/** Tells of every model, for `/internal/status/models` and for who answers in its place. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly store: FleetStore,
    private readonly catalogues: CatalogueSource,
    private readonly config: ConfigSource,
  ) {}

  /** @param query `detailed=true&group=family`, in exactly these words, tells of all models by family */
  report(query: string): ModelsReport {
    const asked = new URLSearchParams(query);
    const { fleet } = this.store;
    const { enableUnifier } = this.config.current.modelRegistry;
    const catalogue = enableUnifier ? this.catalogues.of(fleet) : undefined;
    const grouped = asked.get('detailed') === 'true' && asked.get('group') === 'family';
    return modelsReport({ fleet, catalogue, now: Date.now() }, grouped);
  }

  /** The same as bytes, with the tag that it has on its own page. */
  page(query: string): Page {
    const report = this.report(query);
    return { etag: etagOf(report), body: Buffer.from(JSON.stringify(report)) };
  }
}
