/** One thing about the configuration that somebody should know. */
export interface ConfigProblem {
  /** The key: `server.port`, `discovery.static.endpoints[0].url`; empty for the file as a whole. */
  readonly path: string;
  /** Place in the file; absent when the value came from elsewhere. */
  readonly line?: number;
  readonly column?: number;
  /** The environment variable that the value came from. */
  readonly variable?: string;
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
}

/** Something that does not keep Olla from starting. */
export interface ConfigNotice extends ConfigProblem {
  /** A key that nobody knows, one that does nothing any more, or a value that is not taken as it stands. */
  readonly kind: 'unknown-key' | 'legacy-key' | 'value';
}

/** `line 3, column 9: server.port: must be … (did you mean …)`. */
export function problemText(problem: ConfigProblem): string {
  const { path, message, hint, variable } = problem;
  if (variable && message.includes(variable)) return `${message}${hint ? ` (${hint})` : ''}`;
  const named = path === '' || message.includes(path) ? message : `${path}: ${message}`;
  return `${placeText(problem)}${named}${hint ? ` (${hint})` : ''}`;
}

function placeText({ line, column, variable }: ConfigProblem): string {
  if (variable) return `${variable}: `;
  if (line === undefined) return '';
  return column === undefined ? `line ${line}: ` : `line ${line}, column ${column}: `;
}
