import { problemText } from '../../config/index.js';
import type { Finding, Validation } from './validation.js';

/** The report for people: a line for each finding, and the verdict at the end. */
export function validationText({ valid, findings, ...facts }: Validation): string {
  const lines = findings.map(lineOf);
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counted = [counting(count('error'), 'error'), counting(count('warning'), 'warning')].join(', ');
  return [...lines, ...(lines.length > 0 ? [''] : []), `${headOf(valid, facts)} (${counted})`, ''].join('\n');
}

function lineOf(finding: Finding): string {
  const { severity, about } = finding;
  const text = problemText(finding).replaceAll('\n', '\n         ');
  return `${severity.padEnd(8)} ${about === 'config' ? '' : `${about}: `}${text}`;
}

function headOf(
  valid: boolean,
  { file, endpoints, profiles, models, extensions }: Partial<Validation>,
): string {
  if (!valid) return 'INVALID: Olla does not start with this configuration';
  const parts = [
    counting(endpoints ?? 0, 'endpoint'),
    counting(profiles ?? 0, 'profile'),
    `model rules ${models ?? 'built in'}`,
    ...(extensions?.length ? [`extensions ${extensions.join(', ')}`] : []),
  ];
  return `VALID: ${file || 'built-in defaults (no file found)'}: ${parts.join(', ')}`;
}

const counting = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
