import { expect, test } from 'vitest';
import { clusterView } from './clusters';
import { readView, sourceOf } from './testing/view-source';

const known = { name: 'known', totalBytes: 500 };
const sums = async (
  other: (round: number) => { readonly ends: readonly (number | null)[]; readonly totalBytes?: number },
) => {
  const source = sourceOf(2, (round) => ({
    topics: [
      { ...known, ends: [round * 100] },
      { name: 'other', ...other(round) },
    ],
  }));
  const { producedPerSecond, producedPerSecondIsAtLeast, sizeBytes, sizeBytesIsAtLeast } = await readView(
    clusterView,
    source,
    { cluster: 'test' },
  );
  return [producedPerSecond, producedPerSecondIsAtLeast, sizeBytes, sizeBytesIsAtLeast];
};

test('1. sums over topics that are all known are the whole', async () => {
  expect(await sums((round) => ({ ends: [round * 50], totalBytes: 100 }))).toEqual([15, false, 600, false]);
});

test('2. with a topic that was not read they are at least what is known, and never seem to fall', async () => {
  expect(await sums((round) => ({ ends: [round === 0 ? 0 : null], totalBytes: Number.NaN }))).toEqual([
    10,
    true,
    500,
    true,
  ]);
});
