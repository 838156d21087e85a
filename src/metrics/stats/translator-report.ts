import { compare } from '../endpoint-id.js';
import { formatLatency, formatPercent, formatTime } from '../formats.js';
import type { TranslatorTally } from './translator-stats.js';

type Row = readonly [name: string, tally: TranslatorTally];

/** `/internal/stats/translators` (http-api.md §14.8), the most used one first. @param now epoch milliseconds */
export function translatorReport(translators: ReadonlyMap<string, TranslatorTally>, now: number): object {
  const rows = [...translators].sort(([nameA, a], [nameB, b]) => b.total - a.total || compare(nameA, nameB));
  return { timestamp: formatTime(now), translators: rows.map(entry), summary: summary(rows) };
}

function entry([name, tally]: Row): object {
  const { total, successful, failed, passthrough, translation, fallbacks } = tally;
  return {
    translator_name: name,
    success_rate: share(successful, total),
    passthrough_rate: share(passthrough, total),
    average_latency: formatLatency(tally.averageMs),
    total_requests: total,
    successful_requests: successful,
    failed_requests: failed,
    passthrough_requests: passthrough,
    translation_requests: translation,
    streaming_requests: tally.streaming,
    non_streaming_requests: tally.nonStreaming,
    fallback_no_compatible_endpoints: fallbacks.no_compatible_endpoints,
    fallback_translator_does_not_support_passthrough: fallbacks.translator_does_not_support_passthrough,
    fallback_cannot_passthrough: fallbacks.cannot_passthrough,
  };
}

function summary(rows: readonly Row[]): object {
  const sum = (of: (tally: TranslatorTally) => number): number =>
    rows.reduce((all, [, tally]) => all + of(tally), 0);
  const total = sum((tally) => tally.total);
  const passthrough = sum((tally) => tally.passthrough);
  return {
    overall_success_rate: share(
      sum((tally) => tally.successful),
      total,
    ),
    overall_passthrough_rate: share(passthrough, total),
    total_translators: rows.length,
    active_translators: rows.filter(([, tally]) => tally.total > 0).length,
    total_requests: total,
    total_passthrough: passthrough,
    total_translations: sum((tally) => tally.translation),
    total_streaming: sum((tally) => tally.streaming),
    total_non_streaming: sum((tally) => tally.nonStreaming),
  };
}

const share = (part: number, all: number): string => formatPercent(all === 0 ? 0 : (part / all) * 100);
