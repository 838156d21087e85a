import { suggestion } from '../nearest.js';
import { type Draft, settle } from './draft.js';
import { reportPatterns } from './filter-patterns.js';

const PROFILES = ['auto', 'streaming', 'standard'];
const KEY_SOURCES = ['session_header', 'prefix_hash', 'auth_header', 'ip'];

/** What 0 and an empty text stand for, names, and filters (configuration.md §7.2). */
export function proxyRule(draft: Draft): void {
  const { proxy } = draft.config;
  settle(proxy, {
    profile: proxy.profile || 'auto',
    connectionTimeout: proxy.connectionTimeout || 60_000,
    connectionKeepAlive: proxy.connectionKeepAlive || 30_000,
    readTimeout: proxy.readTimeout || 60_000,
    responseHeaderTimeout: proxy.responseHeaderTimeout || 30_000,
    tlsHandshakeTimeout: proxy.tlsHandshakeTimeout || 10_000,
  });
  if (!PROFILES.includes(proxy.profile)) {
    draft.findings.problem(
      'proxy.profile',
      `unknown proxy profile: ${proxy.profile}`,
      suggestion(proxy.profile, PROFILES) ?? `known: ${PROFILES.join(', ')}`,
    );
  }
  reportPatterns(draft.findings, proxy.profileFilter, 'proxy.profile_filter', 'proxy.profile_filter');
  stickySessions(draft);
}

function stickySessions({ config, findings }: Draft): void {
  const { enabled, idleTtlSeconds, keySources } = config.proxy.stickySessions;
  const path = 'proxy.sticky_sessions';
  keySources.forEach((source, index) => {
    if (KEY_SOURCES.includes(source)) return;
    const hint = suggestion(source, KEY_SOURCES) ?? `known: ${KEY_SOURCES.join(', ')}`;
    findings.notice(
      `${path}.key_sources[${index}]`,
      `unknown sticky session key source "${source}" is ignored`,
      hint,
    );
  });
  if (!enabled) return;
  if (idleTtlSeconds <= 0) {
    findings.notice(
      `${path}.idle_ttl_seconds`,
      `${path}.idle_ttl_seconds is ${idleTtlSeconds}: sessions never expire`,
    );
  }
  if (!keySources.some((source) => KEY_SOURCES.includes(source))) {
    findings.notice(`${path}.key_sources`, `${path}.key_sources names no source: no session will stick`);
  }
}
