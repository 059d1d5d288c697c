import { setImmediate as nextTurn } from 'node:timers/promises';

const SLICE_MS = 10;

/** Runs long work to its end, letting other requests in between whenever it has held the event loop for 10 ms. */
export async function runInSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  let sliceFromMs = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - sliceFromMs < SLICE_MS) continue;
    await nextTurn();
    sliceFromMs = performance.now();
  }
}
