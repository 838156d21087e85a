import { problemsOf, withEndpoints } from '../testing.js';
import { urlCredentialsComplaint } from './url-credentials.js';
import { shownUrl } from './url-parts.js';

describe('credentials in a URL', () => {
  const secrets = ['alice', 'hunter2', 'querysecret', 'p@ss'];
  const leaks = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

  it.each([
    [
      'http://alice:hunter2@h:9/api?key=querysecret',
      'http://<your username>:<your password>@h:9/api',
      'http://h:9/api',
    ],
    ['https://alice:p@ss@h', 'https://<your username>:<your password>@h', 'https://h'],
    ['http://alice@h:9/api', 'http://<your username>@h:9/api', 'http://h:9/api'],
  ])('in %s are refused with the way to write them', (url, masked, plain) => {
    const text = urlCredentialsComplaint('gpu-1', url)!;
    for (const part of ['gpu-1', 'credentials', 'auth config block', masked, `url: "${plain}"`]) {
      expect(text).toContain(part);
    }
    for (const part of ['type: basic', 'username: "<your username>"', 'password: "<your password>"']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('username_file / password_file');
    expect(leaks(text)).toEqual([]);
  });

  it('with a user name alone are offered a token too', () => {
    const text = urlCredentialsComplaint('gpu-1', 'http://alice@h')!;
    for (const part of ['requires a password', 'type: bearer', 'token: "<your token>"', 'token_file']) {
      expect(text).toContain(part);
    }
  });

  it.each(['http://h/a@b', 'http://h?x=a@b', 'http://h', '', 'alice@h'])('are not seen in %j', (url) => {
    expect(urlCredentialsComplaint('gpu-1', url)).toBeUndefined();
  });

  it.each([
    'http://alice:hunter2@h',
    'http://alice:hun/ter2@h',
    'alice:hunter2@h',
    'http://alice:hunter2@h:99999/?querysecret',
  ])('never reach a message about %s', (url) => {
    const problems = problemsOf(withEndpoints({ url, name: 'gpu-1' }));
    expect(problems).toHaveLength(1);
    expect(leaks(JSON.stringify(problems))).toEqual([]);
  });

  it('are replaced where a URL is shown', () => {
    expect(shownUrl('http://alice:hun/ter2@h/x?q=querysecret#f')).toBe('http://***@h/x');
    expect(shownUrl('http://h/x')).toBe('http://h/x');
  });
});
