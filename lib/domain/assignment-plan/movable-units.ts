/** What is spread over brokers: replicas or preferred leaders. */
export interface Unit {
  /** Per broker, in the whole cluster. */
  readonly load: Int32Array;
  /** Slot `topic × brokerCount + broker`. */
  readonly topicLoad: Int32Array;
  /** Brokers that hold it now, and that held it at the start. */
  holdersOf(p: number): readonly number[];
  firstHoldersOf(p: number): readonly number[];
  /** Cost of leaving a first holder; coming back to one earns it back. */
  weightOf(p: number): number;
  canMove(p: number, from: number, to: number): boolean;
  move(p: number, from: number, to: number): void;
}

/** Finds what a broker can hand over without looking at all it holds each time. */
interface MovableUnits {
  /** The partition whose unit goes from one broker to the other at the least cost; null when none can. */
  findCheapest(from: number, to: number): number | null;
  move(p: number, from: number, to: number): void;
}

/**
 * What was only planned to be on a broker moves on for nothing and is looked at first. What was there at the start is looked at
 * cheapest first, each pair of brokers going on where it found the last one, and once more from the front before it gives up.
 * `partitions` come cheapest first.
 */
export function createMovableUnits(brokerCount: number, unit: Unit, partitions: readonly number[]): MovableUnits {
  const first = Array.from({ length: brokerCount }, () => [] as number[]);
  const added = Array.from({ length: brokerCount }, () => [] as number[]);
  for (const p of partitions) {
    for (const broker of unit.firstHoldersOf(p)) (first[broker] as number[]).push(p);
    for (const broker of unit.holdersOf(p))
      if (!unit.firstHoldersOf(p).includes(broker)) (added[broker] as number[]).push(p);
  }
  const cursors = new Map<number, number>();
  const isMovable = (p: number, from: number, to: number) =>
    unit.canMove(p, from, to) && unit.holdersOf(p).includes(from);

  const findAdded = (from: number, to: number) => {
    let best: number | null = null;
    let mostEarned = -1;
    for (const p of added[from] as number[]) {
      if (!unit.canMove(p, from, to)) continue;
      const earned = unit.firstHoldersOf(p).includes(to) ? unit.weightOf(p) : 0;
      if (earned < mostEarned || (earned === mostEarned && best !== null && p > best)) continue;
      best = p;
      mostEarned = earned;
    }
    return best;
  };

  const findFirst = (from: number, to: number) => {
    const list = first[from] as number[];
    const pair = from * brokerCount + to;
    const start = cursors.get(pair) ?? 0;
    for (let step = 0; step < list.length; step++) {
      const position = (start + step) % list.length;
      const p = list[position] as number;
      if (!isMovable(p, from, to)) continue;
      cursors.set(pair, position);
      return p;
    }
    return null;
  };

  return {
    findCheapest: (from, to) => findAdded(from, to) ?? findFirst(from, to),
    move: (p, from, to) => {
      const isFirst = (broker: number) => unit.firstHoldersOf(p).includes(broker);
      if (!isFirst(from)) (added[from] as number[]).splice((added[from] as number[]).indexOf(p), 1);
      if (!isFirst(to)) (added[to] as number[]).push(p);
      unit.move(p, from, to);
    },
  };
}
