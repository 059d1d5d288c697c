import { setImmediate as nextTurn } from 'node:timers/promises';

const SLICE_MS = 10;
/** Requests or other starts that fit into one turn of the event loop beside a slice. */
const STARTS_A_TURN = 32;

interface Work {
  /** Goes one step on; true when that was the last. */
  step(): boolean;
}

const underWay: Work[] = [];
/** When work first ran in this turn of the event loop; null before that. */
let sliceFromMs: number | null = null;

/**
 * Runs long work to its end and lets other work of the process in between whenever a turn of the event loop has lasted
 * 10 ms. All that runs so shares that time: a thousand short answers that arrive together hold up nobody either.
 */
export function runInSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const step = () => {
      try {
        const { done, value } = work.next();
        if (done) resolve(value);
        return done === true;
      } catch (error) {
        reject(error);
        return true;
      }
    };
    underWay.push({ step });
    if (underWay.length === 1) runSlice();
  });
}

function runSlice(): void {
  if (sliceFromMs === null) {
    sliceFromMs = performance.now();
    setImmediate(beginSlice);
  }
  while (underWay.length > 0) {
    if (performance.now() - sliceFromMs >= SLICE_MS) break;
    if (underWay[0]?.step()) underWay.shift();
  }
}

/** In the next turn, what was interrupted waits behind the others. */
function beginSlice(): void {
  sliceFromMs = null;
  const interrupted = underWay.shift();
  if (interrupted === undefined) return;
  underWay.push(interrupted);
  runSlice();
}

/**
 * Starts something for each item, a few in each turn of the event loop, and waits for all: neither the starts nor what
 * they bring come all at once. `start` must not reject.
 */
export async function startInTurns<Item, Result>(
  items: Iterable<Item>,
  start: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const started: Promise<Result>[] = [];
  for (const item of items) {
    if (started.length > 0 && started.length % STARTS_A_TURN === 0) await nextTurn();
    started.push(start(item));
  }
  return Promise.all(started);
}
