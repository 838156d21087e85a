/** What the listener reads of `server`; durations are milliseconds, 0 = none. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly readTimeout: number;
  readonly readHeaderTimeout: number;
  readonly writeTimeout: number;
  readonly idleTimeout: number;
  readonly errorFormat: 'auto' | 'text' | 'json';
  readonly requestLimits: { readonly maxBodySize: number; readonly maxHeaderSize: number };
}
