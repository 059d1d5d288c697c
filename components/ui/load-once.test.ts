import { expect, test } from 'vitest';
import { loadOnce } from './load-once';

test('1. what two want at once is loaded once, and then at hand', async () => {
  let loads = 0;
  const part = loadOnce(async () => ({ number: ++loads }));
  expect(part.read()).toBeNull();
  const [first, second] = await Promise.all([part.load(), part.load()]);
  expect(first).toBe(second);
  expect(part.read()).toBe(first);
  expect(await part.load()).toBe(first);
  expect(loads).toBe(1);
});

test('2. what failed is tried again by who wants it next', async () => {
  let loads = 0;
  const part = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error('gone');
    return loads;
  });
  await expect(part.load()).rejects.toThrow('gone');
  expect(part.read()).toBeNull();
  expect(await part.load()).toBe(2);
});
