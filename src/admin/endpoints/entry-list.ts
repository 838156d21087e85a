import { type Document, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { EndpointConfig } from '../../config/index.js';
import { conflict } from '../http/problem.js';
import { ownMap } from './own-map.js';

const LIST = ['discovery', 'static', 'endpoints'] as const;

/** The endpoints in the text of the configuration. */
export class EntryList {
  readonly #list: YAMLSeq;

  /**
   * @param inForce the endpoints that the text stands for
   * @param written the same as a text would have them: written down where it has none, as built-in defaults are in
   *   force then
   */
  constructor(
    private readonly document: Document,
    private readonly inForce: readonly EndpointConfig[],
    written: () => readonly object[],
  ) {
    const found = document.getIn(LIST, true);
    if (isSeq(found)) this.#list = found;
    else {
      document.setIn(LIST, document.createNode(written()));
      this.#list = document.getIn(LIST, true) as YAMLSeq;
    }
  }

  add(entry: object): void {
    this.#list.add(this.document.createNode(entry));
    // `[]` is what an empty list is written as, and nobody wants to read what follows in that style.
    if (this.#list.items.length === 1) this.#list.flow = false;
  }

  /** @throws Problem when it cannot be told which one it is */
  remove(endpoint: EndpointConfig): void {
    this.#list.items.splice(this.#placeOf(endpoint), 1);
  }

  /** The fields of an endpoint, for changing. @throws Problem when it cannot be told which ones they are */
  entryOf(endpoint: EndpointConfig): YAMLMap {
    const place = this.#placeOf(endpoint);
    const own = ownMap(this.document, this.#list.items[place]);
    if (!own) throw unclear(endpoint);
    this.#list.items[place] = own;
    return own;
  }

  #placeOf(endpoint: EndpointConfig): number {
    const { items } = this.#list;
    // As long as none replaces another, the text has them in the order in which they are in force.
    if (items.length === this.inForce.length) return this.inForce.indexOf(endpoint);
    const byUrl = items.findLastIndex((item) => textOf(item, 'url') === endpoint.url);
    const place = byUrl < 0 ? items.findLastIndex((item) => textOf(item, 'name') === endpoint.name) : byUrl;
    if (place < 0) throw unclear(endpoint);
    return place;
  }
}

function textOf(item: unknown, key: string): unknown {
  const value = isMap(item) ? item.get(key, true) : undefined;
  return isScalar(value) ? value.value : undefined;
}

const unclear = ({ name }: EndpointConfig): Error =>
  conflict(`It cannot be told which entry of the configuration is "${name}": change its text instead`);
