/** One model as an endpoint lists it (models-and-health.md §8.5). */
export interface Model {
  /** The endpoint's own spelling. */
  readonly name: string;
  readonly sizeBytes?: number;
  readonly type?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
