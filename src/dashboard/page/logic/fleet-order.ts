import type { EndpointView } from '../../wire.js';
import { lookOf, severity, standing } from './status.js';

export const SORTS = {
  priority: 'Priority',
  name: 'Name',
  status: 'Worst first',
  load: 'Load',
  latency: 'Latency',
  requests: 'Requests',
} as const;
export type Sort = keyof typeof SORTS;

export const GROUPINGS = { none: 'No groups', status: 'State', type: 'Type', priority: 'Priority' } as const;
export type Grouping = keyof typeof GROUPINGS;

export interface Group {
  readonly name: string;
  readonly endpoints: readonly EndpointView[];
}

/** What an endpoint is: what it was recognised as, where that was left to Olla. */
export const typeOf = ({ type, detected_type }: EndpointView): string => detected_type ?? type;

/** What it has to do at the moment: by our count or by its own, whichever is more. */
export const workOf = ({ in_flight, running = 0, waiting = 0 }: EndpointView): number =>
  Math.max(in_flight, running + waiting);

/** How much of what it can do that is, 1 and more when it can do no more; undefined where it does not tell what it can. */
export const loadOf = (endpoint: EndpointView): number | undefined =>
  endpoint.slots ? workOf(endpoint) / endpoint.slots : undefined;

/** Endpoints in which every word is found: in name, address, type, state or models. */
export function matching(endpoints: readonly EndpointView[], search: string): readonly EndpointView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return endpoints;
  return endpoints.filter((endpoint) => {
    const { name, url, type, detected_type = '', models, loaded = [] } = endpoint;
    const state = lookOf(standing(endpoint)).word;
    const residents = loaded.map((model) => model.name);
    const text = [name, url, type, detected_type, state, ...models, ...residents].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const COMPARE: Readonly<Record<Sort, (a: EndpointView, b: EndpointView) => number>> = {
  priority: (a, b) => b.priority - a.priority,
  name: () => 0,
  status: (a, b) => severity(a) - severity(b),
  load: (a, b) => (loadOf(b) ?? 0) - (loadOf(a) ?? 0) || workOf(b) - workOf(a),
  latency: (a, b) => b.average_ms - a.average_ms,
  requests: (a, b) => b.requests - a.requests,
};

/** In the order that is asked for, and by name where that says nothing. */
export const sorted = (endpoints: readonly EndpointView[], sort: Sort): readonly EndpointView[] =>
  endpoints.toSorted((a, b) => COMPARE[sort](a, b) || byName(a, b));

/** In groups, each in the order that the endpoints had. */
export function grouped(endpoints: readonly EndpointView[], grouping: Grouping): readonly Group[] {
  if (grouping === 'none') return [{ name: '', endpoints }];
  const groups = new Map<string, EndpointView[]>();
  for (const endpoint of endpoints) {
    const name = groupName(endpoint, grouping);
    const group = groups.get(name);
    if (group) group.push(endpoint);
    else groups.set(name, [endpoint]);
  }
  const list = [...groups].map(([name, members]) => ({ name, endpoints: members }));
  return list.sort((a, b) => before(a, b, grouping));
}

function before(a: Group, b: Group, grouping: Grouping): number {
  const [first, second] = [a.endpoints[0]!, b.endpoints[0]!];
  if (grouping === 'status') return severity(first) - severity(second);
  return grouping === 'priority' ? second.priority - first.priority : a.name.localeCompare(b.name);
}

function groupName(endpoint: EndpointView, grouping: Grouping): string {
  if (grouping === 'status') return lookOf(standing(endpoint)).word;
  return grouping === 'type' ? typeOf(endpoint) : `Priority ${endpoint.priority}`;
}

const byName = (a: EndpointView, b: EndpointView): number =>
  a.name.localeCompare(b.name, undefined, { numeric: true });
