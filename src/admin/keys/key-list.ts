import { type Document, isMap, isScalar, isSeq, type YAMLMap, YAMLSeq } from 'yaml';
import type { AccessKeyConfig } from '../../config/index.js';
import { ownMap } from '../endpoints/own-map.js';
import { conflict } from '../http/problem.js';

/** The keys in the text of the configuration. */
export class KeyList {
  readonly #list: YAMLSeq;

  /** @param inForce the keys that the text stands for @throws Problem when it cannot be told where they stand */
  constructor(
    private readonly document: Document,
    private readonly inForce: readonly AccessKeyConfig[],
  ) {
    this.#list = this.#found() ?? this.#begun();
  }

  add(entry: object): void {
    this.#list.add(this.document.createNode(entry));
    // `[]` is what an empty list is written as, and nobody wants to read what follows in that style.
    if (this.#list.items.length === 1) this.#list.flow = false;
  }

  remove(key: AccessKeyConfig): void {
    this.#list.items.splice(this.inForce.indexOf(key), 1);
  }

  /** The fields of a key, for changing. @throws Problem when it cannot be told which ones they are */
  entryOf(key: AccessKeyConfig): YAMLMap {
    const place = this.inForce.indexOf(key);
    const own = ownMap(this.document, this.#list.items[place]);
    if (!own) throw unclear();
    this.#list.items[place] = own;
    return own;
  }

  #found(): YAMLSeq | undefined {
    const list = this.document.getIn(['access', 'keys'], true);
    // The text has them in the order in which they are in force.
    if (isSeq(list) && list.items.length === this.inForce.length) return list;
    if (this.inForce.length > 0) throw unclear();
    return undefined;
  }

  #begun(): YAMLSeq {
    const { document } = this;
    const list = new YAMLSeq(document.schema);
    const access = document.get('access', true);
    if (isMap(access)) access.set('keys', list);
    else if (access === undefined || (isScalar(access) && access.value === null)) {
      document.set('access', document.createNode({}));
      document.setIn(['access', 'keys'], list);
    } else throw unclear();
    return list;
  }
}

const unclear = (): Error =>
  conflict('It cannot be told where the configuration has its keys: change its text instead');
