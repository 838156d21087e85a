import type { EndpointNow } from '../../wire.js';

/** How a status looks: never by colour alone. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'idle';

export interface StatusLook {
  readonly word: string;
  readonly tone: Tone;
  readonly glyph: string;
}

const LOOKS: Readonly<Record<string, StatusLook>> = {
  healthy: { word: 'Healthy', tone: 'ok', glyph: '●' },
  busy: { word: 'Busy', tone: 'warn', glyph: '◐' },
  warming: { word: 'Warming up', tone: 'info', glyph: '◔' },
  rate_limited: { word: 'Rate limited', tone: 'warn', glyph: '◑' },
  offline: { word: 'Offline', tone: 'bad', glyph: '✕' },
  unhealthy: { word: 'Unhealthy', tone: 'bad', glyph: '✕' },
  config_error: { word: 'Misconfigured', tone: 'bad', glyph: '!' },
  unknown: { word: 'Not checked yet', tone: 'idle', glyph: '○' },
  draining: { word: 'Draining', tone: 'info', glyph: '▽' },
  breaker: { word: 'Breaker open', tone: 'warn', glyph: '◫' },
  trial: { word: 'Breaker on trial', tone: 'warn', glyph: '◫' },
  degraded: { word: 'Degraded', tone: 'warn', glyph: '◐' },
  critical: { word: 'Critical', tone: 'bad', glyph: '✕' },
  completed: { word: 'Completed', tone: 'ok', glyph: '●' },
  success: { word: 'Answered', tone: 'ok', glyph: '●' },
  failed: { word: 'Failed', tone: 'bad', glyph: '✕' },
  refused: { word: 'Refused', tone: 'warn', glyph: '⊘' },
  cancelled: { word: 'Client left', tone: 'idle', glyph: '○' },
  passed_over: { word: 'Passed over', tone: 'warn', glyph: '↷' },
};

/** How a word of Olla's looks. One that is new is shown as it is. */
export const lookOf = (status: string): StatusLook =>
  LOOKS[status] ?? { word: status.replaceAll('_', ' '), tone: 'idle', glyph: '○' };

/** What is most worth knowing of an endpoint: that it is out of reach, kept out, or how it is. */
export function standing({
  status,
  draining,
  breaker,
}: Pick<EndpointNow, 'status' | 'draining' | 'breaker'>): string {
  if (lookOf(status).tone === 'bad') return status;
  if (draining) return 'draining';
  if (breaker === 'open') return 'breaker';
  return breaker === 'closed' ? status : 'trial';
}

/** The worst first. */
const ORDER: readonly Tone[] = ['bad', 'warn', 'info', 'idle', 'ok'];
export const severity = (endpoint: Pick<EndpointNow, 'status' | 'draining' | 'breaker'>): number =>
  ORDER.indexOf(lookOf(standing(endpoint)).tone);
