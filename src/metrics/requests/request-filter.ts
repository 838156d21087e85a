import type { RequestRecord } from './request-record.js';

const USUAL_LIMIT = 50;

/** Which requests somebody asks for: by exact words, except that `status` may be a class such as `5xx`. */
export interface RequestFilter {
  readonly limit: number;
  readonly matches: (record: RequestRecord) => boolean;
}

/** @param query parameters; those that nobody knows count for nothing */
export function requestFilter(query: URLSearchParams): RequestFilter {
  const wanted = (name: string): string | undefined => query.get(name) || undefined;
  const result = wanted('result');
  const endpoint = wanted('endpoint');
  const model = wanted('model')?.toLowerCase();
  const caller = wanted('caller');
  const status = wanted('status')?.toLowerCase();
  return {
    limit: limitOf(query.get('limit')),
    matches: (record) =>
      (result === undefined || record.result === result) &&
      (endpoint === undefined || touched(record, endpoint)) &&
      (model === undefined || record.model === model || record.sentModel?.toLowerCase() === model) &&
      (caller === undefined || record.caller === caller) &&
      (status === undefined || hasStatus(record, status)),
  };
}

/** Whether it answered, or was at least tried. */
const touched = ({ endpoint, attempts }: RequestRecord, name: string): boolean =>
  endpoint === name || attempts.some(({ endpointName }) => endpointName === name);

const hasStatus = ({ status }: RequestRecord, wanted: string): boolean =>
  wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);

function limitOf(text: string | null): number {
  const limit = Number(text ?? USUAL_LIMIT);
  return Number.isInteger(limit) && limit > 0 ? limit : USUAL_LIMIT;
}
