import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runInSlices, startInTurns } from './run-in-slices';

const STEP_MS = 2;

function spin(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

function* work<Result>(steps: number, result: Result): Generator<void, Result> {
  for (let step = 0; step < steps; step++) {
    spin(STEP_MS);
    yield;
  }
  return result;
}

/** Turns of the event loop that others get until the promise is settled. */
async function countTurns(promise: Promise<unknown>): Promise<number> {
  let isOver = false;
  promise.finally(() => {
    isOver = true;
  });
  let turns = 0;
  for (; !isOver; turns++) await nextTurn();
  return turns;
}

it('lets others in while long work runs, and answers its result', async () => {
  const running = runInSlices(work(50, 'done'));
  // A hundred milliseconds of work in slices of ten.
  expect(await countTurns(running)).toBeGreaterThanOrEqual(5);
  expect(await running).toBe('done');
});

it('shares one slice a turn among all that runs, and each comes to its end', async () => {
  const running = Array.from({ length: 20 }, (_, index) => runInSlices(work(3, index)));
  const turns = await countTurns(Promise.all(running));
  expect(turns).toBeGreaterThanOrEqual(5);
  expect(await Promise.all(running)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

it('ends what is short before what is long and came first', async () => {
  const ended: string[] = [];
  const long = runInSlices(work(40, 'long')).then((name) => ended.push(name));
  const short = runInSlices(work(1, 'short')).then((name) => ended.push(name));
  await Promise.all([long, short]);
  expect(ended).toEqual(['short', 'long']);
});

it('fails alone when its work throws', async () => {
  function* broken(): Generator<void, never> {
    yield;
    throw new Error('broken');
  }
  const other = runInSlices(work(10, 'fine'));
  await expect(runInSlices(broken())).rejects.toThrow('broken');
  expect(await other).toBe('fine');
});

it('starts a few in each turn, and answers in their order', async () => {
  let startedAtOnce = 0;
  let most = 0;
  const start = async (item: number) => {
    startedAtOnce++;
    most = Math.max(most, startedAtOnce);
    setImmediate(() => {
      startedAtOnce = 0;
    });
    return item * 2;
  };
  const items = Array.from({ length: 200 }, (_, index) => index);
  expect(await startInTurns(items, start)).toEqual(items.map((item) => item * 2));
  expect(most).toBeLessThan(100);
});
