import { expect, it } from 'vitest';
import { murmur2, partitionOfKey, sampleKeyMoves } from './key-partition';

// From UtilsTest.testMurmur2 of Kafka's Java client.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('1. murmur2(%j) is %i, as in Java', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

it('2. a negative hash becomes a partition as Utils.toPositive does it', () => {
  expect(partitionOfKey('21', 12)).toBe((-973932308 & 0x7fffffff) % 12);
  expect(partitionOfKey('ü', 1)).toBe(0);
});

it('3. doubling the partitions moves about half of the keys, and the same count none', () => {
  const { movedCount, example } = sampleKeyMoves(6, 12);
  expect(movedCount).toBeGreaterThan(440);
  expect(movedCount).toBeLessThan(560);
  expect(example && partitionOfKey(example.key, 12)).toBe(example?.after);
  expect(sampleKeyMoves(6, 6)).toEqual({ sampleSize: 1_000, movedCount: 0, example: null });
});
