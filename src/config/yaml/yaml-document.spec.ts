import { ConfigError } from '../config-error.js';
import { parsed, problemsOf } from '../testing.js';

describe('a file that is no YAML', () => {
  it('is refused with line and column, and without its text', () => {
    const [problem] = problemsOf('server:\n  port: [1,\n');
    expect(problem).toMatchObject({ line: 3, column: 1 });
    expect(problem!.message).not.toContain('port');
  });

  it('is named in the headline', () => {
    const refuse = () => parsed('a: [', { sourceFile: 'x/olla.yaml' });
    expect(refuse).toThrow(ConfigError);
    expect(refuse).toThrow(/^failed to parse x\/olla\.yaml: line 1/);
  });

  it.each([
    ['server:\n  port: 1\n  host: a\n  port: 2\n', 'mapping key "port" already defined at line 2', 4],
    ['server: {}\nserver: {}\n', 'mapping key "server" already defined at line 1', 2],
    ['unknown:\n  - a: 1\n    a: 2\n', 'mapping key "a" already defined at line 2', 3],
  ])('is refused when a key stands twice: %j', (text, message, line) => {
    expect(problemsOf(text)).toMatchObject([{ message, line }]);
  });

  it('is refused when an anchor does not exist', () => {
    expect(problemsOf('server: *nowhere\n')).toMatchObject([
      { message: "unknown anchor 'nowhere' referenced", line: 1 },
    ]);
  });
});

describe('a file with little in it', () => {
  it.each(['', '# nothing but a comment\n', '---\n', '~\n', 'server:\nproxy: ~\n'])(
    '%j leaves the defaults',
    (text) => {
      const { config } = parsed(text);
      expect(config.server.port).toBe(40_114);
      expect(config.proxy.engine).toBe('olla');
      expect(config.discovery.static.endpoints).toHaveLength(1);
    },
  );

  it('counts up to the end of its first document', () => {
    expect(parsed('server:\n  port: 5\n---\nserver:\n  port: 6\n').config.server.port).toBe(5);
  });
});
