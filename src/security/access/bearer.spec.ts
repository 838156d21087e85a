import { tokenIn } from './bearer.js';

describe('tokenIn', () => {
  it.each([
    [{ authorization: 'Bearer abc' }, 'abc'],
    [{ authorization: 'bearer   abc  ' }, 'abc'],
    [{ 'x-api-key': 'abc' }, 'abc'],
    [{ authorization: 'Bearer one', 'x-api-key': 'two' }, 'one'],
    [{ authorization: 'Basic dTpw', 'x-api-key': 'two' }, 'two'],
    [{ authorization: 'Bearer' }, ''],
    [{ authorization: 'Bearer a b' }, ''],
    [{}, ''],
  ])('finds in %j %j', (headers, token) => {
    expect(tokenIn(headers)).toBe(token);
  });

  it('takes no longer for a header full of blanks', () => {
    const started = performance.now();
    tokenIn({ authorization: `Bearer ${' '.repeat(100_000)}x y` });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
