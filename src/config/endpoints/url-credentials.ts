import { urlParts } from './url-parts.js';

/**
 * What to say to somebody who wrote credentials into a URL (configuration.md §10.2). Shows where they
 * belong and never what they are; the query may hold secrets too and is left out.
 * @returns undefined when there are none
 */
export function urlCredentialsComplaint(name: string, url: string): string | undefined {
  const parts = urlParts(url);
  if (!parts || parts.userinfo === '') return undefined;
  const hasPassword = parts.userinfo.includes(':');
  const { scheme, host, path } = parts;
  const masked = `<your username>${hasPassword ? ':<your password>' : ''}@`;
  const lines = [
    `endpoint URL for "${name}" must not embed credentials (user:pass@host); use an auth config block instead of`,
    `  url: "${scheme}${masked}${host}${path}"`,
    'write',
    ...rewritten(`${scheme}${host}${path}`, BASIC),
    '(or username_file / password_file for files that hold them)',
  ];
  if (hasPassword) return lines.join('\n');
  return [
    ...lines,
    'basic auth requires a password; for a token write',
    ...rewritten(`${scheme}${host}${path}`, BEARER),
    '(or token_file)',
  ].join('\n');
}

const BASIC = ['type: basic', 'username: "<your username>"', 'password: "<your password>"'];
const BEARER = ['type: bearer', 'token: "<your token>"'];

const rewritten = (url: string, auth: readonly string[]): string[] => [
  `  url: "${url}"`,
  '  auth:',
  ...auth.map((line) => `    ${line}`),
];
