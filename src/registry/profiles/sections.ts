import type { ProfileDefinition } from '../../config/profiles/index.js';
import type { AuthHint, DetectionHints, MetricsExtraction, TelemetryPaths } from './profile-facts.js';

/** The small sections of a profile, completed: what is absent in the file is empty here. */

type Api = NonNullable<ProfileDefinition['api']>;
type Auth = NonNullable<ProfileDefinition['characteristics']>['auth'];
type Detection = ProfileDefinition['detection'];
type Extraction = NonNullable<ProfileDefinition['metrics']>['extraction'];

export function telemetryOf(api: Api): TelemetryPaths {
  return {
    metrics: api.metrics_path ?? '',
    props: api.props_path ?? '',
    slots: api.slots_path ?? '',
    stats: api.stats_path ?? '',
  };
}

export function authOf(auth: Auth): AuthHint {
  return {
    required: auth?.required ?? false,
    types: auth?.types ?? [],
    defaultHeader: auth?.default_header ?? '',
  };
}

/** Files that were written for other programs have their headers under `response_headers`. */
export function detectionOf(detection: Detection = {}): DetectionHints {
  return {
    headers: detection.headers ?? detection.response_headers ?? [],
    userAgentPatterns: detection.user_agent_patterns ?? [],
    pathIndicators: detection.path_indicators ?? [],
    responsePatterns: detection.response_patterns ?? [],
    defaultPorts: detection.default_ports ?? [],
  };
}

export function metricsOf(extraction: Extraction = {}): MetricsExtraction {
  return {
    enabled: extraction.enabled ?? false,
    source: extraction.source ?? '',
    paths: new Map(Object.entries(extraction.paths ?? {})),
    calculations: new Map(Object.entries(extraction.calculations ?? {})),
    headers: new Map(Object.entries(extraction.headers ?? {})),
  };
}
