import { LoggedDuration } from '../core/log-facts.js';

/** Settings of the listener that its log record tells; durations in milliseconds. */
interface ListenerSettings {
  readonly host: string;
  readonly readTimeout: number;
  readonly readHeaderTimeout: number;
  readonly writeTimeout: number;
  readonly idleTimeout: number;
}

/** Where to listen: a name binds one address, IPv4 first; an unspecified host takes both families (configuration.md §7.1). */
export function listenHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === '' || bare === '0.0.0.0' || bare === '::') return '::';
  return bare.toLowerCase() === 'localhost' ? '127.0.0.1' : bare;
}

/** The address for people: unspecified hosts become `localhost`, IPv6 stands in brackets. */
export function publicUrl(host: string, port: number): string {
  const bare = host.replace(/^\[|\]$/g, '');
  const shown = ['', '0.0.0.0', '::'].includes(bare) ? 'localhost' : bare.includes(':') ? `[${bare}]` : bare;
  return `http://${shown}:${port}`;
}

/** What the log says of a listener that has opened (configuration.md §14). */
export function listeningFacts(
  server: ListenerSettings,
  port: number,
): Record<string, string | LoggedDuration> {
  return {
    address: `${server.host}:${port}`,
    readTimeout: new LoggedDuration(server.readTimeout),
    readHeaderTimeout: new LoggedDuration(server.readHeaderTimeout),
    writeTimeout: new LoggedDuration(server.writeTimeout),
    idleTimeout: new LoggedDuration(server.idleTimeout),
  };
}
