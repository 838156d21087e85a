/** One thing that is wrong with what somebody sent. */
export interface ProblemPart {
  /** Where: a field of the body or the query, or a key of the configuration. */
  readonly path: string;
  readonly detail: string;
  /** Place in the text of the configuration. */
  readonly line?: number;
  /** What would be right. */
  readonly hint?: string;
}

interface Kind {
  readonly slug: string;
  readonly title: string;
}

const KINDS: Readonly<Record<number, Kind>> = {
  400: { slug: 'bad-request', title: 'Bad request' },
  401: { slug: 'unauthenticated', title: 'An admin token is required' },
  403: { slug: 'forbidden', title: 'Not allowed' },
  404: { slug: 'not-found', title: 'Not found' },
  405: { slug: 'method-not-allowed', title: 'Method not allowed' },
  409: { slug: 'conflict', title: 'Not possible at present' },
  412: { slug: 'stale', title: 'Changed by somebody else meanwhile' },
  413: { slug: 'too-large', title: 'Body too large' },
  415: { slug: 'unsupported-media-type', title: 'Unsupported media type' },
  422: { slug: 'invalid', title: 'Invalid content' },
  429: { slug: 'too-many', title: 'Too many requests' },
  500: { slug: 'internal', title: 'Something went wrong inside Olla' },
  503: { slug: 'unavailable', title: 'Not available at present' },
};
const OTHER: Kind = { slug: 'refused', title: 'Refused' };

/** What else belongs to a {@link Problem}. */
export interface ProblemFacts {
  readonly errors?: readonly ProblemPart[];
  /** Header lines of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why the admin API does not do what it is asked: thrown anywhere below a controller, answered as RFC 9457 has it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly errors: readonly ProblemPart[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail one sentence for the person who reads it; never a secret */
  constructor(
    readonly status: number,
    readonly detail: string,
    { errors, headers = {} }: ProblemFacts = {},
  ) {
    super(detail);
    this.errors = errors;
    this.headers = headers;
  }

  /** What kind it is, as a URI that stays the same. */
  get type(): string {
    return `urn:olla:problem:${this.#kind.slug}`;
  }

  get title(): string {
    return this.#kind.title;
  }

  get #kind(): Kind {
    return KINDS[this.status] ?? OTHER;
  }
}

/** For what is asked for by a name that is not there. */
export const notFound = (detail: string): Problem => new Problem(404, detail);

/** For what cannot be done as things stand. */
export const conflict = (detail: string): Problem => new Problem(409, detail);

/** For content that means nothing, with every problem at once. */
export const invalid = (detail: string, errors: readonly ProblemPart[]): Problem =>
  new Problem(422, detail, { errors });
