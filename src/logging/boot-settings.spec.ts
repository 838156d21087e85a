import { bootSettings } from './boot-settings.js';

describe('the log before the configuration is known', () => {
  it('is for people, at no level of its own, and has no opinion on files', () => {
    expect(bootSettings({})).toEqual({ level: undefined, pretty: true, fileOutput: undefined, theme: '' });
  });

  it.each([
    ['debug', 'debug'],
    ['WARNING', 'warn'],
    ['loud', 'info'],
    ['', undefined],
  ])('takes its level from OLLA_LOG_LEVEL: %j', (OLLA_LOG_LEVEL, level) => {
    expect(bootSettings({ OLLA_LOG_LEVEL }).level).toBe(level);
  });

  it.each([
    [{ OLLA_PRETTY_LOGS: 'false' }, false],
    [{ OLLA_PRETTY_LOGS: '0' }, false],
    [{ OLLA_PRETTY_LOGS: 'no' }, true],
    [{ OLLA_LOGGING_FORMAT: 'json' }, false],
    [{ OLLA_PRETTY_LOGS: 'T', OLLA_LOGGING_FORMAT: 'json' }, true],
  ])('is text or JSON: %j', (env, pretty) => {
    expect(bootSettings(env).pretty).toBe(pretty);
  });

  it.each([
    ['true', true],
    ['F', false],
    ['perhaps', undefined],
  ])('goes to the file or not: OLLA_FILE_OUTPUT=%s', (OLLA_FILE_OUTPUT, fileOutput) => {
    expect(bootSettings({ OLLA_FILE_OUTPUT }).fileOutput).toBe(fileOutput);
  });
});
