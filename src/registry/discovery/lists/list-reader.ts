import type { Model } from '../../../core/model.js';
import { DiscoveryFailure } from '../discovery-failure.js';
import { isJsonObject, type JsonObject, type ModelListParser, type ParserLookup } from '../parsers/index.js';

const MOST_MODELS = 10_000;
const LONGEST_NAME = 512;
const CONTROL_CHARACTER = /\p{Cc}/u;
const USUAL_FORMAT = 'openai';

/** The models of an endpoint, in the order in which it lists them, and what was left out. */
export interface ModelList {
  readonly models: readonly Model[];
  /** Entries without a name, or with one that is unfit for headers and logs. */
  readonly skipped: number;
  /** Entries after the ten thousandth model. */
  readonly cut: number;
}

const NOTHING: ModelList = { models: [], skipped: 0, cut: 0 };

/** Turns the body of an answer into models. */
export class ListReader {
  constructor(private readonly parsers: ParserLookup) {}

  /**
   * Reads the answer of a server of a known kind: with nothing to list it may be silent about the list.
   * @param formats in which the list may be written, the server's own first
   */
  read(body: Buffer, formats: readonly string[]): ModelList {
    return body.length === 0 ? NOTHING : this.#read(body, formats, saysNothing);
  }

  /** The same for an answer that proves something only by having a list. */
  readPresent(body: Buffer, formats: readonly string[]): ModelList {
    return this.#read(body, formats, () => false);
  }

  #read(body: Buffer, formats: readonly string[], isEmpty: (json: JsonObject) => boolean): ModelList {
    const parsers = formats.map((format) => this.#parser(format));
    try {
      const json = parse(body);
      for (const parser of parsers) {
        const entries = parser.entries(json);
        if (entries) return collect(parser, entries);
      }
      if (isEmpty(json)) return NOTHING;
      throw new TypeError('no model list in it');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw DiscoveryFailure.format(`failed to parse ${parsers[0]!.label} response: ${why}`, cause);
    }
  }

  #parser(format: string): ModelListParser {
    const parser = this.parsers.get(format) ?? this.parsers.get(USUAL_FORMAT);
    if (!parser) throw new Error(`no parser for model lists in format '${format}'`);
    return parser;
  }
}

/** LM Studio says 200 and `{"error": …}` to unknown paths, and an endpoint must not lose its models to that. */
const saysNothing = (json: JsonObject): boolean => !('error' in json);

function parse(body: Buffer): JsonObject {
  const json = jsonIn(body);
  if (!isJsonObject(json)) throw new TypeError('no object');
  return json;
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // The message of the parser quotes the text, and a server may echo the credential that it was sent.
    throw new SyntaxError('no JSON');
  }
}

function collect(parser: ModelListParser, entries: readonly unknown[]): ModelList {
  const models: Model[] = [];
  let at = 0;
  for (; at < entries.length && models.length < MOST_MODELS; at++) {
    const entry = entries[at];
    const model = isJsonObject(entry) ? parser.model(entry) : undefined;
    if (model && isFit(model.name)) models.push(model);
  }
  return { models, skipped: at - models.length, cut: entries.length - at };
}

const isFit = (name: string): boolean =>
  name.length <= LONGEST_NAME && name.trim() !== '' && !CONTROL_CHARACTER.test(name);
