import type { Endpoint } from '../core/endpoint.js';

/** An endpoint as it is configured. */
export interface Defined {
  readonly endpoint: Endpoint;
  /** The filters that its models pass, as a text: functions cannot be compared. */
  readonly filter: string;
}

const NOT_COMPARED: ReadonlySet<string> = new Set(['acceptsModel', 'outboundHeaders', 'outboundHeaderNames']);

/** Whether two definitions of an endpoint say the same. */
export function isSame(before: Defined, after: Defined): boolean {
  return (
    before.filter === after.filter &&
    sameHeaders(before.endpoint, after.endpoint) &&
    (Object.keys(after.endpoint) as (keyof Endpoint)[]).every(
      (key) => NOT_COMPARED.has(key) || before.endpoint[key] === after.endpoint[key],
    )
  );
}

/** Whether the endpoint's list of models may be another one now. */
export function asksAnew(before: Defined, after: Defined): boolean {
  const [was, is] = [before.endpoint, after.endpoint];
  return (
    before.filter !== after.filter ||
    was.profile !== is.profile ||
    was.modelUrl !== is.modelUrl ||
    !sameHeaders(was, is)
  );
}

const sameHeaders = (before: Endpoint, after: Endpoint): boolean =>
  before.outboundHeaders.join('\n') === after.outboundHeaders.join('\n');
