/** Colours of text on a terminal: what stands before a piece of text, as an ANSI sequence. */
export interface Theme {
  readonly DEBUG: string;
  readonly INFO: string;
  readonly WARN: string;
  readonly ERROR: string;
  /** Time and facts, which stay back. */
  readonly quiet: string;
  /** Names of endpoints. */
  readonly name: string;
  readonly count: string;
  /** `[ OK ]` and states in which an endpoint serves. */
  readonly good: string;
  /** States in which it may serve again soon. */
  readonly fair: string;
  /** States in which it does not serve. */
  readonly bad: string;
}

/** Ends every colour. */
export const PLAIN_AGAIN = '\u001b[0m';

const sgr = (code: string): string => `\u001b[${code}m`;

const usual: Theme = {
  DEBUG: sgr('35'),
  INFO: sgr('32'),
  WARN: sgr('33'),
  ERROR: sgr('31'),
  quiet: sgr('2'),
  name: sgr('36'),
  count: sgr('35'),
  good: sgr('32'),
  fair: sgr('33'),
  bad: sgr('31'),
};

/** Brighter, for a black background. */
const dark: Theme = {
  DEBUG: sgr('95'),
  INFO: sgr('92'),
  WARN: sgr('93'),
  ERROR: sgr('91'),
  quiet: sgr('37'),
  name: sgr('96'),
  count: sgr('95'),
  good: sgr('92'),
  fair: sgr('93'),
  bad: sgr('91'),
};

/** Without yellow and faint text, which a white background swallows. */
const light: Theme = {
  DEBUG: sgr('34'),
  INFO: sgr('32'),
  WARN: sgr('1;35'),
  ERROR: sgr('1;31'),
  quiet: sgr('90'),
  name: sgr('1;34'),
  count: sgr('34'),
  good: sgr('32'),
  fair: sgr('35'),
  bad: sgr('31'),
};

const THEMES: ReadonlyMap<string, Theme> = new Map([
  ['dark', dark],
  ['light', light],
]);

/** The theme of this name; the default one for every other word (configuration.md §4.1). */
export const themeOf = (name = ''): Theme => THEMES.get(name.toLowerCase()) ?? usual;
