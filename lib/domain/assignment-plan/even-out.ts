/** Something countable that brokers hold and can hand over one by one. Brokers are indexes below `brokerCount`. */
export interface Spread {
  readonly brokerCount: number;
  loadOf(broker: number): number;
  /** Between brokers of equal load: negative when `left` should take first. Never 0 for two brokers. */
  compareTies(left: number, right: number): number;
  mayGive(broker: number): boolean;
  mayTake(broker: number): boolean;
  /** Hands one over at the least cost and returns how to undo it; null when none can go. */
  moveOne(from: number, to: number): (() => void) | null;
  /** Sets slot `from × brokerCount + to` for each pair between which one can go now. */
  markRoutes(routes: Uint8Array): void;
}

/**
 * Hands over from the most loaded to the least loaded until no broker that may give holds two more than one that may take, not even
 * through others in between. Each step lowers the sum of squared loads, so it ends; where it ends, doing it again changes nothing.
 */
export function evenOut(spread: Spread): void {
  if (!isUneven(spread)) return;
  const count = spread.brokerCount;
  const search: Search = {
    spread,
    brokers: Array.from({ length: count }, (_, broker) => broker),
    failed: new Uint8Array(count * count),
    blocked: new Uint8Array(count * count),
  };
  for (;;) {
    if (moveDirectly(search)) continue;
    const path = isUneven(spread) ? findPath(search) : null;
    if (path === null) return;
    const isMoved = moveAlong(spread, path);
    if (!isMoved) search.blocked[(path[0] as number) * count + (path.at(-1) as number)] = 1;
    search.failed.fill(0);
  }
}

interface Search {
  readonly spread: Spread;
  /** Least loaded first, once sorted; a step changes two loads, so the next sorting finds it nearly sorted. */
  readonly brokers: number[];
  /** Pairs that had nothing to hand over; a path looks at them afresh. */
  readonly failed: Uint8Array;
  /** Pairs whose path could not be gone to its end. */
  readonly blocked: Uint8Array;
}

function isUneven(spread: Spread): boolean {
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let broker = 0; broker < spread.brokerCount; broker++) {
    if (spread.mayGive(broker)) most = Math.max(most, spread.loadOf(broker));
    if (spread.mayTake(broker)) least = Math.min(least, spread.loadOf(broker));
  }
  return most - least >= 2;
}

function sortByLoad({ spread, brokers }: Search): readonly number[] {
  return brokers.sort((left, right) => spread.loadOf(left) - spread.loadOf(right) || spread.compareTies(left, right));
}

function moveDirectly(search: Search): boolean {
  const { spread, failed } = search;
  const brokers = sortByLoad(search);
  for (let giver = brokers.length - 1; giver > 0; giver--) {
    const from = brokers[giver] as number;
    if (!spread.mayGive(from)) continue;
    for (const to of brokers) {
      if (spread.loadOf(from) - spread.loadOf(to) < 2) break;
      const pair = from * spread.brokerCount + to;
      if (failed[pair] === 1 || !spread.mayTake(to)) continue;
      if (spread.moveOne(from, to) !== null) return true;
      failed[pair] = 1;
    }
  }
  return false;
}

/** A shortest way from the most loaded broker that has one to the least loaded it can reach. */
function findPath({ spread, brokers, blocked }: Search): readonly number[] | null {
  const count = spread.brokerCount;
  const routes = new Uint8Array(count * count);
  spread.markRoutes(routes);
  for (const from of brokers.toReversed().filter(spread.mayGive)) {
    const previous = reachFrom(spread, routes, from);
    const isBetter = (to: number) =>
      previous[to] !== -1 && blocked[from * count + to] === 0 && spread.loadOf(from) - spread.loadOf(to) >= 2;
    const to = brokers.find((broker) => spread.mayTake(broker) && isBetter(broker));
    if (to === undefined) continue;
    const path = [to];
    while (path[0] !== from) path.unshift(previous[path[0] as number] as number);
    return path;
  }
  return null;
}

/** Breadth first; for each broker the one before it, -1 where no way leads. */
function reachFrom(spread: Spread, routes: Uint8Array, from: number): Int32Array {
  const count = spread.brokerCount;
  const previous = new Int32Array(count).fill(-1);
  previous[from] = from;
  const queue = [from];
  for (const broker of queue) {
    if (broker !== from && !spread.mayGive(broker)) continue;
    for (let next = 0; next < count; next++) {
      if (previous[next] !== -1 || routes[broker * count + next] === 0) continue;
      previous[next] = broker;
      queue.push(next);
    }
  }
  return previous;
}

/** Last step first, so that no broker holds more than it will; all or nothing. */
function moveAlong(spread: Spread, path: readonly number[]): boolean {
  const undo: (() => void)[] = [];
  for (let step = path.length - 2; step >= 0; step--) {
    const undoOne = spread.moveOne(path[step] as number, path[step + 1] as number);
    if (undoOne === null) {
      for (const back of undo.reverse()) back();
      return false;
    }
    undo.push(undoOne);
  }
  return true;
}
