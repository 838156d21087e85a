import { eventsFromEnd, firstEvent } from './events-from-end.js';

/** All events, the last one first; one that is cut off begins with `…`. */
function events(text: string, whole = true, most = 100): string[] {
  const found: string[] = [];
  eventsFromEnd(Buffer.from(text), whole, (event) => {
    found.push((event.whole ? '' : '…') + event.bytes.toString());
    return found.length === most;
  });
  return found;
}

describe('eventsFromEnd', () => {
  it.each([
    [
      'an event stream',
      'data: {"a":1}\n\ndata:{"b":2}\n\ndata: [DONE]\n\n',
      ['[DONE]', '{"b":2}', '{"a":1}'],
    ],
    ['CRLF', 'data: {"a":1}\r\n\r\ndata: {"b":2}\r\n\r\n', ['{"b":2}', '{"a":1}']],
    ['comments and other fields', ': hi\n\nevent: x\nid: 1\ndata: {}\n\n: ping\n\n', ['{}']],
    ['data in several lines', 'data: {"a":1,\ndata: "b":2}\n\n', ['{"a":1,"b":2}']],
    ['an end without an empty line', 'data: {"a":1}\n\ndata: {"b":2}', ['{"b":2}', '{"a":1}']],
    ['NDJSON', '{"a":1}\n{"b":2}\n', ['{"b":2}', '{"a":1}']],
    ['one line without an end', '{"a":1}', ['{"a":1}']],
    ['nothing', '', []],
    ['empty lines', '\n\r\n\n', []],
    ['the end mark alone', 'data:', ['']],
  ])('reads %s from the end', (_, text, expected) => expect(events(text)).toEqual(expected));

  it('stops when it is told to', () => {
    expect(events('{"a":1}\n{"b":2}\n{"c":3}\n', true, 2)).toEqual(['{"c":3}', '{"b":2}']);
  });

  it('says which event began before the bytes that are known', () => {
    expect(events('t":1}\n\ndata: {"b":2}\n\n', false)).toEqual(['{"b":2}', '…t":1}']);
    expect(events('t":1}\n', false)).toEqual(['…t":1}']);
    expect(events('\ndata: {"b":2}\n', false)).toEqual(['{"b":2}']);
  });
});

describe('firstEvent', () => {
  it.each([
    [': ping\n\nevent: a\ndata: {"a":1}\n\ndata: {"b":2}\n\n', '{"a":1}'],
    ['data: {"a":\r\ndata: 1}\r\n\r\n', '{"a":1}'],
    ['data: {"a":1}\n', undefined],
    ['data: {"a"', undefined],
    ['', undefined],
  ])('of %j is %j', (text, expected) => expect(firstEvent(Buffer.from(text))?.toString()).toBe(expected));
});
