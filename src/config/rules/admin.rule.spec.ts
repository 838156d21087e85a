import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagesOf, parsed, problemsOf } from '../testing.js';

const LONG = 'correct-horse-battery';
const withTokens = (...tokens: readonly object[]): object => ({ admin: { tokens } });

describe('the admin API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'olla-admin-'));

  it('takes a token, or a file with one', () => {
    writeFileSync(join(folder, 'token'), `${LONG}-from-a-file\n`);
    const { config } = parsed(withTokens({ name: 'ops', token: LONG }, { name: 'ci', token_file: 'token' }), {
      cwd: folder,
    });
    expect(config.admin.tokens.map(({ token }) => token)).toEqual([LONG, `${LONG}-from-a-file`]);
  });

  it('wants one of the two', () => {
    expect(messagesOf(withTokens({ name: 'ops' }))).toEqual([
      'admin token "ops": requires token or token_file',
    ]);
    expect(messagesOf(withTokens({ name: 'ops', token: LONG, token_file: 'token' }))).toEqual([
      'admin token "ops": has both token and token_file set; use exactly one',
    ]);
  });

  it('refuses tokens that can be guessed or cannot be sent, and never shows them', () => {
    expect(problemsOf(withTokens({ name: 'ops', token: 'hunter2' }))).toMatchObject([
      { path: 'admin.tokens[0].token', message: 'admin token "ops": is too short: 7 characters' },
    ]);
    const messages = messagesOf(withTokens({ name: 'ops', token: 'two words in one token' }));
    expect(messages).toEqual(['admin token "ops": must not contain blanks, as no header could carry it']);
  });

  it('says which file it cannot read', () => {
    const [message] = messagesOf(withTokens({ name: 'ops', token_file: 'gone' }), { cwd: folder });
    expect(message).toContain('admin token "ops": reading secret file "gone"');
  });

  it('wants to know who acts: one name and one token each', () => {
    const twins = withTokens({ name: 'ops', token: LONG }, { name: 'ops', token: `${LONG}2` });
    expect(messagesOf(twins)).toEqual(['admin token name "ops" is used twice']);
    const same = withTokens({ name: 'ops', token: LONG }, { name: 'ci', token: LONG });
    expect(messagesOf(same)).toEqual([
      'admin tokens "ops" and "ci" are the same: nobody could tell who acts',
    ]);
  });
});
