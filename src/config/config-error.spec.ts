import { ConfigError } from './config-error.js';
import { parsed } from './testing.js';

const refusal = (text: string): ConfigError => {
  try {
    parsed(text, { sourceFile: 'olla.yaml' });
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('accepted');
};

describe('ConfigError', () => {
  it('says everything on one line for the log', () => {
    expect(refusal('server: {port: 0}\nproxy: {engine: ""}').message).toBe(
      'configuration validation failed: line 1, column 10: server.port must be between 1 and 65535, got 0; ' +
        'line 2, column 9: proxy.engine must not be empty (e.g. "olla" or "sherpa")',
    );
  });

  it('has a line for each problem, with its key and what would be right', () => {
    expect(refusal('server:\n  port: "80"\n  read_timeout: soon\n').report()).toBe(
      [
        'failed to parse olla.yaml:',
        '  - line 2, column 3: server.port: must be a whole number, got "80" (write 80)',
        '  - line 3, column 3: server.read_timeout: must be a duration such as 30s, 1m30s or 500ms, got "soon"',
      ].join('\n'),
    );
  });

  it('is its headline when there is no more to say', () => {
    const error = new ConfigError('specified config file not found: x', []);
    expect([error.message, error.report()]).toEqual(Array(2).fill('specified config file not found: x'));
  });
});
