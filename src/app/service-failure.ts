/** The services, in the order in which they start (configuration.md §14). */
export const SERVICES = ['stats', 'security', 'discovery', 'proxy', 'http'] as const;

/** A service's name in the log and in the reasons of a failed start. */
export type ServiceName = (typeof SERVICES)[number];

/** A start that ended at one of the services, in the original's words (configuration.md §9.3). */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';

  constructor(
    readonly service: ServiceName,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`failed to start services: failed to start service ${service}: ${reason}`, { cause });
    // Whose code it was is to be found in the stack of the cause.
    if (cause instanceof Error && cause.stack) this.stack = cause.stack;
  }
}

/** The same failure with the name of the service that did not start; one that has a name keeps it. */
export const serviceFailure = (service: ServiceName, cause: unknown): ServiceFailure =>
  cause instanceof ServiceFailure ? cause : new ServiceFailure(service, cause);
