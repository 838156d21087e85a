/** Reads one mapping of a file: what is missing is empty, what has the wrong kind throws with its path. */
export class RulesReader {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(
    content: unknown,
    private readonly path = '',
  ) {
    if (typeof (content ?? {}) !== 'object' || Array.isArray(content)) throw wrong(path, 'a mapping');
    this.#fields = (content ?? {}) as Readonly<Record<string, unknown>>;
  }

  section(key: string): RulesReader {
    return new RulesReader(this.#field(key), this.#pathOf(key));
  }

  word(key: string): string | undefined {
    const value = this.#field(key);
    return value === undefined ? undefined : wordOf(value, this.#pathOf(key));
  }

  count(key: string): number | undefined {
    const value = this.#field(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw wrong(this.#pathOf(key), 'a whole number');
  }

  list<Item>(key: string, read: (entry: RulesReader) => Item): readonly Item[] {
    return this.#items(key).map((entry, at) => read(new RulesReader(entry, `${this.#pathOf(key)}[${at}]`)));
  }

  wordList(key: string): readonly string[] {
    return this.#items(key).map((entry, at) => wordOf(entry, `${this.#pathOf(key)}[${at}]`));
  }

  words(key: string): ReadonlyMap<string, string> {
    const section = this.section(key);
    return new Map(section.#keys().map((name) => [name, section.word(name)!]));
  }

  wordLists(key: string): ReadonlyMap<string, readonly string[]> {
    const section = this.section(key);
    return new Map(section.#keys().map((name) => [name.toLowerCase(), section.wordList(name)]));
  }

  #keys(): readonly string[] {
    return Object.keys(this.#fields).filter((key) => this.#field(key) !== undefined);
  }

  #field(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? (this.#fields[key] ?? undefined) : undefined;
  }

  #items(key: string): readonly unknown[] {
    const value = this.#field(key) ?? [];
    if (!Array.isArray(value)) throw wrong(this.#pathOf(key), 'a list');
    return value;
  }

  #pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }
}

/** A number or a truth value is what it looks like: `4` is the word "4". */
function wordOf(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw wrong(path, 'a text');
}

const wrong = (path: string, kind: string): Error => new Error(`${path || 'the file'} is not ${kind}`);
