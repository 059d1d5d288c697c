import { expect, test } from 'vitest';
import { shareReads } from './share-reads';

const TTL_MS = 5_000;

function start() {
  let now = 0;
  let count = 0;
  const share = shareReads<number>(TTL_MS, () => now);
  return {
    read: (key: string) => share(key, async () => ++count),
    fail: (key: string) => share(key, () => Promise.reject(new Error('away'))),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('1. a hundred who look at once cost what one costs', async () => {
  const { read } = start();
  expect(new Set(await Promise.all(Array.from({ length: 100 }, () => read('a'))))).toEqual(new Set([1]));
  expect(await read('b')).toBe(2);
});

test('2. an answer is shared until it is too old', async () => {
  const { read, pass } = start();
  await read('a');
  pass(TTL_MS - 1);
  expect(await read('a')).toBe(1);
  pass(1);
  expect(await read('a')).toBe(2);
});

test('3. a failure is told to those who waited and not kept', async () => {
  const { read, fail } = start();
  await expect(fail('a')).rejects.toThrow('away');
  expect(await read('a')).toBe(1);
});
