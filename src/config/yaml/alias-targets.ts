import { type Alias, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';

/** With every alias written out. Ten thousand endpoints that share their headers stay far below. */
const MOST_VALUES = 1_000_000;

/** What an alias stands for cannot be used. */
export interface AliasFault {
  readonly node: Node;
  readonly message: string;
}

interface Anchored {
  readonly node: Node;
  /** How many values it holds, written out; undefined as long as it is not at its end. */
  size?: number;
}

/**
 * What the aliases of a document stand for, found in one walk: to look for each one from the start takes time in
 * proportion to the square. An alias in what it
 * stands for ends there, as nothing; aliases of aliases that multiply beyond all bounds are a fault.
 */
export class AliasTargets {
  readonly faults: AliasFault[] = [];
  readonly #targets = new Map<Alias, Node>();
  readonly #anchors = new Map<string, Anchored>();

  constructor(root: Node | null) {
    const size = this.#measure(root);
    if (root && size > MOST_VALUES) {
      this.faults.push({ node: root, message: `aliases make more than ${MOST_VALUES} values of it` });
    }
  }

  of(alias: Alias): Node | undefined {
    return this.#targets.get(alias);
  }

  #measure(node: unknown): number {
    if (isAlias(node)) return this.#follow(node);
    if (isPair(node)) return this.#measure(node.key) + this.#measure(node.value);
    if (!isNode(node)) return 0;
    const anchored: Anchored = { node };
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor)
      this.#anchors.set(node.anchor, anchored);
    let size = 1;
    if (isMap(node) || isSeq(node)) for (const item of node.items) size += this.#measure(item);
    anchored.size = size;
    return size;
  }

  #follow(alias: Alias): number {
    const target = this.#anchors.get(alias.source);
    if (!target) {
      this.faults.push({ node: alias, message: `unknown anchor '${alias.source}' referenced` });
    } else if (target.size !== undefined) this.#targets.set(alias, target.node);
    return target?.size ?? 1;
  }
}
