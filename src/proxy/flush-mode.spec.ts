import { flushesEachPiece } from './flush-mode.js';

describe('flushesEachPiece', () => {
  it.each([
    ['standard', 'text/event-stream', false],
    ['streaming', 'image/png', true],
    ['auto', 'text/event-stream; charset=utf-8', true],
    ['auto', 'application/x-ndjson', true],
    ['auto', 'application/json', true],
    ['auto', '', true],
    ['auto', 'application/x-thing', true],
    ['auto', 'text/plain; charset=utf-8', true],
    ['auto', 'Image/PNG', false],
    ['auto', 'application/octet-stream', false],
    ['auto', 'application/pdf', false],
    ['auto', 'application/vnd.ms-excel', false],
    ['whatever', 'application/json', true],
  ])('%s, %s: %s', (profile, type, flushed) => expect(flushesEachPiece(profile, type)).toBe(flushed));
});
