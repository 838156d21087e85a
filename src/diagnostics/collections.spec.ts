import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Collections } from './collections.js';

it('counts collections of its time, those that just happened included', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const collections = new Collections();
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collections.stop();
  const { major, totalMs, longestMs, share } = collections;
  expect(major).toBeGreaterThanOrEqual(1);
  expect(totalMs).toBeGreaterThanOrEqual(longestMs);
  expect(share).toBeGreaterThan(0);
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  expect(collections.major).toBe(major);
});
