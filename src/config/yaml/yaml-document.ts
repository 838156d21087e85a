import {
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Place } from '../places.js';
import type { ConfigProblem } from '../problem.js';
import { AliasTargets } from './alias-targets.js';
import { tooDeepAt } from './yaml-depth.js';

/** The first document of a YAML text, its values untouched: every scalar is the text that stands there. */
export class YamlDocument {
  /** What keeps the text from being read at all. */
  readonly problems: readonly ConfigProblem[];
  readonly #document: Document | undefined;
  readonly #lines = new LineCounter();
  readonly #aliases: AliasTargets;

  /** @param variable the environment variable that holds the text, where no file does */
  constructor(
    text: string,
    private readonly variable?: string,
  ) {
    const depth = tooDeepAt(text);
    const documents = parseAllDocuments(depth === undefined ? text : '', {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: this.#lines,
    });
    this.#document = Array.isArray(documents) ? documents[0] : undefined;
    this.#aliases = new AliasTargets(this.root);
    this.problems = depth === undefined ? this.#check() : [tooDeep(text, depth, variable)];
  }

  get root(): Node | null {
    return this.#document?.contents ?? null;
  }

  /** The node itself, or what an alias stands for. */
  resolve(node: unknown): Node | null {
    if (isAlias(node)) return this.#aliases.of(node) ?? null;
    return (node as Node | null | undefined) ?? null;
  }

  placeOf(node: unknown): Place | undefined {
    const range = (node as Node | null)?.range;
    return range ? this.#at(range[0]) : undefined;
  }

  #at(offset: number): Place {
    if (this.variable !== undefined) return { variable: this.variable };
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  #check(): ConfigProblem[] {
    const document = this.#document;
    if (!document) return [];
    const syntax = document.errors.map(({ message, pos }) => ({ path: '', ...this.#at(pos[0]), message }));
    if (syntax.length > 0) return syntax;
    const found: ConfigProblem[] = [];
    visit(document, {
      Map: (_key, map) => void found.push(...this.#duplicates(map)),
    });
    for (const { node, message } of this.#aliases.faults) {
      found.push({ path: '', ...this.placeOf(node), message });
    }
    return found;
  }

  #duplicates(map: YAMLMap): ConfigProblem[] {
    const lines = new Map<string, number | undefined>();
    return map.items.flatMap(({ key }) => {
      if (!isScalar(key)) return [];
      const name = scalarText(key);
      const place = this.placeOf(key);
      if (!lines.has(name)) {
        lines.set(name, place?.line);
        return [];
      }
      return [
        { path: '', ...place, message: `mapping key "${name}" already defined at line ${lines.get(name)}` },
      ];
    });
  }
}

/** The text of a scalar as it stands in the file, without its quotes. */
export function scalarText(node: { source?: string; value: unknown }): string {
  return node.source ?? String(node.value);
}

/** The text was not parsed: its lines are counted by hand. */
function tooDeep(text: string, offset: number, variable: string | undefined): ConfigProblem {
  const place = variable === undefined ? { line: text.slice(0, offset).split('\n').length } : { variable };
  return { path: '', ...place, message: 'nests too deeply' };
}
