import type { Operation } from '../../core/operation.js';
import { operationOf } from './operations.js';
import type { ProfileCatalogue } from '../profiles/index.js';

/** What is known of a path. The same object for the same answer, so that what depends on it can be kept by it. */
export interface PathFacts {
  /** Names of the profiles whose servers answer it, under this path or their own; undefined = nobody knows it. */
  readonly supporters: ReadonlySet<string> | undefined;
  readonly operation: Operation | undefined;
  /** Whether a request on this path goes by its model even where only one kind of server is asked. */
  readonly routesModel: boolean;
}

/** Ollama's own paths that no profile lists although they name a model (backends.md §10.0). */
const OLLAMA_MODEL_PATHS: ReadonlySet<string> = new Set(['/api/embed']);
const UNKNOWN: PathFacts = { supporters: undefined, operation: undefined, routesModel: false };
const NAMED: PathFacts = { ...UNKNOWN, routesModel: true };

/** Says of a path what kinds of servers answer it and what it asks for (backends.md §5.2, §13.3). */
export class PathInspector {
  readonly #byOperation = new Map<Operation, PathFacts>();
  readonly #bySupport = new Map<ReadonlySet<string>, PathFacts>();

  constructor(private readonly profiles: ProfileCatalogue) {}

  factsOf(path: string): PathFacts {
    const operation = operationOf(path);
    if (operation !== undefined) return this.#byOperation.get(operation) ?? this.#learn(operation, path);
    const supporters = this.profiles.supportingPath(path);
    if (supporters) return this.#bySupport.get(supporters) ?? this.#keep(supporters);
    return OLLAMA_MODEL_PATHS.has(path) ? NAMED : UNKNOWN;
  }

  /** An operation is answered by those who list one of its paths and by those who have a path of their own. */
  #learn(operation: Operation, path: string): PathFacts {
    const listing = this.profiles.supportingPath(path) ?? new Set<string>();
    const own = this.profiles.all.filter(({ operations }) => operations.has(operation));
    const supporters = new Set([...listing, ...own.map(({ name }) => name)]);
    const facts = {
      supporters: supporters.size > 0 ? supporters : undefined,
      operation,
      routesModel: true,
    };
    this.#byOperation.set(operation, facts);
    return facts;
  }

  #keep(supporters: ReadonlySet<string>): PathFacts {
    const facts = { supporters, operation: undefined, routesModel: true };
    this.#bySupport.set(supporters, facts);
    return facts;
  }
}
