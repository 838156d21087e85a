import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../../core/endpoint.js';
import type { LoadReport } from '../../core/load.js';

/** Marks a {@link LoadReader} and names the profile whose servers it asks. */
export const ReadsLoad = DiscoveryService.createDecorator<string>();

/** The answer of a status path, whatever its status. */
export interface LoadAnswer {
  readonly status: number;
  /** At most a megabyte. */
  readonly body: string;
}

/** One endpoint that is asked about itself. */
export interface LoadQuestion {
  readonly state: EndpointState;
  /** Gets a path below the endpoint's base URL; rejects when there is no answer in time. */
  readonly get: (path: string) => Promise<LoadAnswer>;
}

/** What a reader made of the answers. */
export interface LoadReading extends Omit<LoadReport, 'at'> {
  /** The path that would tell more is not there: to ask it often is of no use. */
  readonly seldom?: true;
}

/** Asks one kind of server what it holds in memory and how busy it is. */
export interface LoadReader {
  /**
   * Undefined when the server tells nothing. A fact of the wrong type is left out; to reject counts as
   * a poll that failed.
   */
  read(question: LoadQuestion): Promise<LoadReading | undefined>;
}
