import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml';
import {
  type OllaConfig,
  type PlaceReader,
  printableConfig,
  sourcesOf,
  type ValueSource,
} from '../../config/index.js';

/** The configuration that is in force, as YAML; with sources, each value says in a comment where it came from. */
export function printedYaml(config: OllaConfig, places: PlaceReader, sources: boolean): string {
  const text = stringify(printableConfig(config), { lineWidth: 0 });
  if (!sources) return text;
  const document = parseDocument(text);
  for (const source of sourcesOf(config, places)) comment(document, source, config.sourceFile);
  return document.toString({ lineWidth: 0 });
}

/** The same as JSON. */
export function printedJson(config: OllaConfig, places: PlaceReader, sources: boolean): string {
  const printable = printableConfig(config);
  const shown = sources
    ? {
        file: config.sourceFile,
        config: printable,
        sources: Object.fromEntries(sourcesOf(config, places).map(({ path, ...source }) => [path, source])),
      }
    : printable;
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function comment(document: Document, source: ValueSource, file: string): void {
  const steps = source.path.split(/[.[\]]+/).filter(Boolean);
  const node = document.getIn(
    steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    true,
  ) as Node | undefined;
  const text = ` ${placeText(source, file)}`;
  if (isScalar(node)) node.comment = text;
  // Above its first entry; an empty one stands on the line of its key.
  else if ((isMap(node) || isSeq(node)) && node.items.length > 0) node.commentBefore = text;
  else if (node) node.comment = text;
}

function placeText({ from, line, variable }: ValueSource, file: string): string {
  if (from === 'default') return 'default';
  if (from === 'environment') return variable ?? 'environment';
  return line === undefined ? file : `${file}:${line}`;
}
