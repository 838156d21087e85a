import { scanFromEnd } from './scan-from-end.js';

/** Keys with their values, the last one first; `…` stands for what lies before the bytes. */
function members(text: string, from = 0): string[] {
  const bytes = Buffer.from(text);
  const found: string[] = [];
  scanFromEnd(bytes, from, bytes.length, ({ key, start, end, last }) =>
    found.push(`${last ? '!' : ''}${key ?? '…'}=${bytes.toString('utf8', start, end)}`),
  );
  return found;
}

describe('scanFromEnd', () => {
  it('finds the members of the top level alone, from the last to the first', () => {
    expect(members(' { "a" : {"x":"}"} , "b":[1, {"c":"]"}],"d":"q\\"","e" : -1.5e3 ,"f":null } \n')).toEqual(
      ['!f=null', 'e=-1.5e3', 'd="q\\""', 'b=[1, {"c":"]"}]', 'a={"x":"}"}'],
    );
  });

  it.each([
    ['a string', 'ome text","a":1}', ['!a=1', '…=ome text"']],
    ['an array', '1,2],"a":1}', ['!a=1', '…=1,2]']],
    ['a number', '345,"a":1}', ['!a=1', '…=345']],
    ['the last value', '"x":1}}', ['!…="x":1}']],
    ['a key', 'ey":1,"a":1}', ['!a=1', '…=ey":1']],
    ['nothing but the brace', '}', []],
  ])('says where the bytes begin inside %s', (_, text, expected) => {
    expect(members(text)).toEqual(expected);
  });

  it('takes no text for structure, however it is escaped', () => {
    const said = JSON.stringify('","usage":{"prompt_tokens":1},"x":"\\\\","usage":{"prompt_tokens":2}}');
    expect(members(`{"content":${said},"n":1}`)).toEqual(['!n=1', `content=${said}`]);
    for (let from = 12; from < said.length; from++)
      expect(members(`{"content":${said},"n":1}`, from).filter((one) => one.includes('usage='))).toEqual([]);
  });

  it.each(['', '[1]', '"}', 'x', '{}', ' } ', '1 2}', '"a" 1}', '{"a":1;"b":2}'])(
    'invents no figures out of %j',
    (text) => expect(members(text).filter((one) => /^!?[a-z]=1/.test(one))).toEqual([]),
  );

  it('survives nesting of any depth', () => {
    const deep = `{"a":1,"m":${'['.repeat(100_000)}${']'.repeat(100_000)},"z":2}`;
    expect(members(deep)).toHaveLength(3);
  });
});
