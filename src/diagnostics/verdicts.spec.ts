import { collectorPressure, countVerdict, heapPressure } from './verdicts.js';

it.each([
  [0, 'HEALTHY'],
  [100, 'HEALTHY'],
  [101, 'NORMAL'],
  [500, 'NORMAL'],
  [501, 'ELEVATED'],
  [1_000, 'ELEVATED'],
  [1_001, 'CONCERNING'],
])('says of %i things: %s', (count, verdict) => {
  expect(countVerdict(count)).toBe(verdict);
});

it.each([
  [0.1, 'LOW'],
  [0.7, 'MEDIUM'],
  [0.9, 'HIGH'],
])('says of a heap that is full to %f: %s', (share, word) => {
  expect(heapPressure(share)).toBe(word);
});

it.each([
  [0.01, 'LOW'],
  [0.07, 'MEDIUM'],
  [0.2, 'HIGH'],
])('says of a collector that takes %f of the time: %s', (share, word) => {
  expect(collectorPressure(share)).toBe(word);
});
