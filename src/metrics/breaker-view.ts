/** What the status pages tell of a circuit breaker. */
export interface BreakerFigures {
  readonly state: string;
  /** Failures in a row. */
  readonly failures: number;
}

/** Token and port: the application binds it to whoever holds the breakers. */
export abstract class BreakerView {
  /** @param url the endpoint's URL as configured */
  abstract breakerView(url: string): BreakerFigures;
}
