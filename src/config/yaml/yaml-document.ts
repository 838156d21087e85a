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

/** The first document of a YAML text, its values untouched: every scalar is the text that stands there. */
export class YamlDocument {
  /** What keeps the text from being read at all. */
  readonly problems: readonly ConfigProblem[];
  readonly #document: Document | undefined;
  readonly #lines = new LineCounter();

  /** @param variable the environment variable that holds the text, where no file does */
  constructor(
    text: string,
    private readonly variable?: string,
  ) {
    const documents = parseAllDocuments(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: this.#lines,
    });
    this.#document = Array.isArray(documents) ? documents[0] : undefined;
    this.problems = this.#check();
  }

  get root(): Node | null {
    return this.#document?.contents ?? null;
  }

  /** The node itself, or what an alias stands for. */
  resolve(node: unknown): Node | null {
    if (isAlias(node)) return node.resolve(this.#document!) ?? null;
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
      Alias: (_key, alias) => {
        if (alias.resolve(document)) return;
        found.push({
          path: '',
          ...this.placeOf(alias),
          message: `unknown anchor '${alias.source}' referenced`,
        });
      },
    });
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
