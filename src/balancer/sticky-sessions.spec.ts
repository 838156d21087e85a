import { StickySessions } from './sticky-sessions.js';

const sessions = (idleTtlSeconds = 600, maxSessions = 10) =>
  new StickySessions(() => ({ idleTtlSeconds, maxSessions }));

describe('StickySessions', () => {
  it('keeps an entry for as long as it is used', () => {
    const table = sessions(10);
    table.pin('k', 'u', 0);
    expect(table.lookup('k', 9_000)).toBe('u');
    expect(table.lookup('k', 18_000)).toBe('u');
    expect(table.lookup('k', 29_000)).toBeUndefined();
    expect(table.stats()).toEqual({ active: 0, insertions: 1, hits: 2, misses: 1, evictions: 1 });
  });

  it('lets the least recently used go first', () => {
    const table = sessions(600, 2);
    table.pin('a', 'u');
    table.pin('b', 'u');
    table.lookup('a');
    table.pin('c', 'u');
    expect(['a', 'b', 'c'].map((key) => table.lookup(key))).toEqual(['u', undefined, 'u']);
  });

  it('never expires without a time to live, and knows no bound at 0', () => {
    const table = sessions(0, 0);
    for (let i = 0; i < 100; i++) table.pin(`k${i}`, 'u', 0);
    expect(table.lookup('k0', 1e15)).toBe('u');
  });

  it('counts a new pin of a live key as no insertion', () => {
    const table = sessions();
    table.pin('k', 'u1');
    table.pin('k', 'u2');
    expect(table.lookup('k')).toBe('u2');
    expect(table.stats().insertions).toBe(1);
  });

  it('forgets conversations of endpoints that are gone, and only those', () => {
    const table = sessions();
    table.pin('a', 'u1');
    table.pin('b', 'u2');
    table.keepOnly(new Set(['u1']));
    expect([table.lookup('a'), table.lookup('b')]).toEqual(['u1', undefined]);
  });

  describe('for those who look after them', () => {
    const pinned = (): StickySessions => {
      const sessions = new StickySessions(() => ({ idleTtlSeconds: 60, maxSessions: 0 }));
      sessions.pin('ip:192.0.2.1:small', 'http://a', 1_000);
      sessions.pin('ip:192.0.2.2:small', 'http://b', 1_000);
      sessions.pin('ip:192.0.2.3:small', 'http://a', 2_000);
      return sessions;
    };

    it('are listed, the latest first, without their keys', () => {
      const listed = pinned().list(undefined, 3_000);
      expect(listed.map(({ url, expiresAt }) => [url, expiresAt])).toEqual([
        ['http://a', 62_000],
        ['http://b', 61_000],
        ['http://a', 61_000],
      ]);
      expect(JSON.stringify(listed)).not.toContain('192.0.2');
      expect(pinned().list(undefined, 3_000)[0]!.id).not.toBe(listed[0]!.id);
    });

    it('are listed by endpoint, as long as they last', () => {
      expect(pinned().list('http://a', 3_000)).toHaveLength(2);
      expect(pinned().list('http://a', 61_500)).toHaveLength(1);
    });

    it('are dropped one by one, by endpoint or all together', () => {
      const sessions = pinned();
      const { id } = sessions.list('http://b', 3_000)[0]!;
      expect([sessions.drop(id), sessions.drop(id)]).toEqual([true, false]);
      expect(sessions.clear('http://b')).toBe(0);
      expect(sessions.clear('http://a')).toBe(2);
      expect(pinned().clear()).toBe(3);
    });
  });
});
