export type Environment = Readonly<Record<string, string | undefined>>;

const TOKEN = /\$\$\{|\$\{([^}]+)\}/g;

/**
 * Replaces `${NAME}` and `${NAME:-default}`; `$${` stands for `${` itself (configuration.md §5,
 * decisions.md 20). What comes in is not looked at again.
 * @returns the text, empty where a variable is missing, and the names of those
 */
export function interpolate(text: string, env: Environment): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  // Behind the last brace nothing can end, and looking for it from each beginning would take long.
  const end = text.lastIndexOf('}') + 1;
  const replaced = text.slice(0, end).replace(TOKEN, (_token, inner: string | undefined) => {
    if (inner === undefined) return '${';
    const cut = inner.indexOf(':-');
    const name = cut < 0 ? inner : inner.slice(0, cut);
    const value = env[name];
    if (value) return value;
    if (cut >= 0) return inner.slice(cut + 2);
    if (value === undefined) missing.push(name.replaceAll('${', ''));
    return '';
  });
  return { text: replaced + text.slice(end).replaceAll('$${', '${'), missing };
}

/** Interpolates values of the file and remembers which of them it changed or could not complete. */
export class Interpolation {
  readonly #missing = new Map<string, readonly string[]>();
  readonly #changed = new Set<string>();

  constructor(private readonly env: Environment) {}

  /** Undefined when a variable is missing. */
  expand(path: string, raw: string): string | undefined {
    const { text, missing } = interpolate(raw, this.env);
    if (text !== raw) this.#changed.add(path);
    if (missing.length === 0) return text;
    this.#missing.set(path, missing);
    return undefined;
  }

  /** What was wanted of variables there no longer counts. */
  forget(path: string): void {
    this.#missing.delete(path);
    this.#changed.delete(path);
  }

  changed(path: string): boolean {
    return this.#changed.has(path);
  }

  isMissing(path: string): boolean {
    return this.#missing.has(path);
  }

  /** Values below `path` that lack variables: the rest of their path, and the names. */
  *missingBelow(path: string): Iterable<readonly [rest: string, names: readonly string[]]> {
    for (const [at, names] of this.#missing) {
      if (at.startsWith(`${path}.`)) yield [at.slice(path.length + 1), names];
    }
  }
}
