import { Injectable } from '@nestjs/common';
import type { Document } from 'yaml';
import { ConfigSource, type EndpointConfig } from '../../config/index.js';
import { FleetStore } from '../../registry/index.js';
import type { AdminVisit } from '../http/admin-visit.js';
import { ConfigEdits } from '../http/config-edits.js';
import { checkIfMatch } from '../http/etag.js';
import { conflict, notFound } from '../http/problem.js';
import { EndpointBook } from './endpoint-book.js';
import type { EndpointChangeDto, EndpointDto, EndpointRemovalDto } from './endpoint.dto.js';
import type { EndpointChangesDto, NewEndpointDto } from './endpoint-fields.dto.js';
import { EntryList } from './entry-list.js';
import { mergeFields, refuseMasks, withoutNulls } from './entry-merge.js';
import { writtenEntry } from './shown-config.js';

/** Who changes an endpoint, and under which conditions. */
export interface EditTerms {
  readonly visit: AdminVisit;
  readonly persist: boolean | undefined;
  readonly ifMatch?: string | undefined;
}

/**
 * Adds, changes and removes endpoints: each is a change of the text of the configuration. What is checked before is
 * checked again when the change's turn comes, as somebody else's may have come first.
 */
@Injectable()
export class EndpointEdits {
  constructor(
    private readonly book: EndpointBook,
    private readonly store: FleetStore,
    private readonly config: ConfigSource,
    private readonly edits: ConfigEdits,
  ) {}

  async add(body: NewEndpointDto, { visit, persist }: EditTerms): Promise<EndpointChangeDto> {
    visit.about(body.name ?? '');
    this.#refuseForeign();
    refuseMasks(body);
    const check = (): void => this.#refuseTaken(body);
    check();
    const known = new Set(this.store.fleet.byUrl.keys());
    const answer = await this.edits.edit(visit, persist, (document) => {
      check();
      this.#listIn(document).add(withoutNulls(body));
    });
    const added = this.store.fleet.endpoints.find(({ endpoint }) => !known.has(endpoint.url));
    if (!added) throw conflict('It was added and has gone again: somebody else changed the configuration');
    return { ...answer, endpoint: this.#made(visit, this.book.view(added)) };
  }

  async change(name: string, body: EndpointChangesDto, terms: EditTerms): Promise<EndpointChangeDto> {
    const { visit, persist, ifMatch } = terms;
    visit.about(name);
    const { endpoint } = this.book.named(name);
    visit.about(name, this.book.one(name).config);
    this.#refuseForeign();
    const check = (): void => {
      checkIfMatch(ifMatch, this.book.one(name).etag);
      this.#refuseTaken(body, this.#configured(name));
    };
    check();
    const answer = await this.edits.edit(visit, persist, (document) => {
      check();
      const map = this.#listIn(document).entryOf(this.#configured(name));
      mergeFields({ document, map, shown: this.book.one(name).config }, body);
    });
    const { byName, byUrl } = this.store.fleet;
    const after = byUrl.get(body.url ?? endpoint.url) ?? byName.get(body.name ?? name);
    if (!after) throw conflict('It was changed and has gone: somebody else changed the configuration');
    return { ...answer, endpoint: this.#made(visit, this.book.view(after)) };
  }

  async remove(name: string, { visit, persist, ifMatch }: EditTerms): Promise<EndpointRemovalDto> {
    visit.about(name);
    const { load } = this.book.named(name);
    visit.about(name, this.book.one(name).config);
    this.#refuseForeign();
    const check = (): void => checkIfMatch(ifMatch, this.book.one(name).etag);
    check();
    const answer = await this.edits.edit(visit, persist, (document) => {
      check();
      this.#listIn(document).remove(this.#configured(name));
    });
    return { ...answer, in_flight: load.inFlight };
  }

  get #inForce(): readonly EndpointConfig[] {
    return this.config.current.discovery.static.endpoints;
  }

  #listIn(document: Document): EntryList {
    return new EntryList(document, this.#inForce, () => this.#inForce.map(writtenEntry));
  }

  #configured(name: string): EndpointConfig {
    const found = this.#inForce.find((endpoint) => endpoint.name === name);
    if (!found) throw notFound(`No endpoint is called "${name}"`);
    return found;
  }

  #refuseForeign(): void {
    const { type } = this.config.current.discovery;
    if (type !== 'static') throw conflict(`Endpoints come from "${type}" and can only be changed there`);
    if (this.book.isFromEnvironment) {
      throw conflict(
        'Endpoints come from the environment variable OLLA_ENDPOINTS and can only be changed there',
      );
    }
  }

  /** In a file the last of several replaces the others: nobody means that here. */
  #refuseTaken({ url, name }: Pick<EndpointChangesDto, 'url' | 'name'>, except?: EndpointConfig): void {
    for (const other of this.#inForce) {
      if (other === except) continue;
      if (name && other.name === name) throw conflict(`Another endpoint is called "${name}" already`);
      if (url !== undefined && other.url === url) {
        throw conflict(`The endpoint "${other.name}" has this URL already`);
      }
    }
  }

  #made(visit: AdminVisit, endpoint: EndpointDto): EndpointDto {
    visit.target = endpoint.name;
    visit.made(endpoint.config);
    return endpoint;
  }
}
