import { Size } from '../schema/index.js';

export class RequestLimitsConfig {
  /** Bytes that a request body may have; 0 or less means no limit. */
  @Size()
  readonly maxBodySize: number = 104_857_600;

  /** Bytes that a request head may have; 0 or less means 1 MiB, and less than 4096 means 4096. */
  @Size()
  readonly maxHeaderSize: number = 1_048_576;
}
