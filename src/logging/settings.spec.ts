import { effectiveSettings } from './settings.js';

const env = (OLLA_LOGGING_FORMAT?: string): Record<string, string | undefined> => ({ OLLA_LOGGING_FORMAT });

describe('how records are written', () => {
  it.each([undefined, '', 'json', 'text', 'xml'])('is text on a terminal when %j is configured', (format) => {
    expect(effectiveSettings({ format }, { env: {}, isTty: true }).format).toBe('text');
    expect(effectiveSettings({ format }, { env: env(''), isTty: true }).format).toBe('text');
  });

  // The loader has put the variable in place of what the file says.
  it.each([
    ['json', 'json'],
    ['text', 'text'],
    ['xml', 'json'],
  ])('is on a terminal what the environment asks for: %s', (format, expected) => {
    expect(effectiveSettings({ format }, { env: env(format), isTty: true }).format).toBe(expected);
  });

  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['json', 'json'],
    ['text', 'text'],
    ['TEXT', 'json'],
  ])('is elsewhere what is configured: %j', (format, expected) => {
    expect(effectiveSettings({ format }, { env: {}, isTty: false }).format).toBe(expected);
  });

  it.each([
    [undefined, 'info'],
    ['', 'info'],
    ['debug', 'debug'],
    ['Info', 'info'],
    ['WARN', 'warn'],
    ['warning', 'warn'],
    ['Error', 'error'],
    ['trace', 'info'],
    ['verbose', 'info'],
    ['fatal', 'info'],
  ])('starts at the level %j', (level, expected) => {
    expect(effectiveSettings({ level }, { env: {}, isTty: false }).level).toBe(expected);
  });

  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0', OLLA_FORCE_COLORS: 'true' }, true, false],
    [{ OLLA_FORCE_COLORS: 'TRUE' }, false, true],
    [{ OLLA_FORCE_COLORS: 'yes' }, true, false],
  ])('has colours or not: %j on a terminal %j', (env, isTty, colour) => {
    expect(effectiveSettings({}, { env, isTty }).colour).toBe(colour);
  });
});
