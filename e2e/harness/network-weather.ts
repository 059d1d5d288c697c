import { setTimeout as sleep } from 'node:timers/promises';

/** What the network does to all that passes. One may be shared by several proxies: they then share its rate. */
export interface Weather {
  /** Wait before each answer is handed on; requests pass at once, so this is what a round trip takes longer. */
  delayMs: number;
  /** Of each direction; null is without limit. */
  bytesPerSecond: number | null;
  /** `black-hole` takes connections and bytes and never gives anything back, also not for connections of before. */
  state: 'clear' | 'black-hole' | 'reset';
}

type Direction = 'toBroker' | 'fromBroker';

export function clearWeather(): Weather {
  return { delayMs: 0, bytesPerSecond: null, state: 'clear' };
}

/** When the last byte of a direction is through; by weather, since proxies may share one. */
const busyUntilMs = new WeakMap<Weather, Record<Direction, number>>();

/** Hands pieces on in their order, each as late as rate and delay have it. */
export function createLane(weather: Weather, direction: Direction, deliver: (piece: Buffer) => void) {
  const busy = busyUntilMs.get(weather) ?? { toBroker: 0, fromBroker: 0 };
  busyUntilMs.set(weather, busy);
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return (piece: Buffer) => {
    const nowMs = performance.now();
    const costMs = weather.bytesPerSecond === null ? 0 : (piece.length * 1_000) / weather.bytesPerSecond;
    busy[direction] = Math.max(nowMs, busy[direction]) + costMs;
    const dueMs = busy[direction] + (direction === 'fromBroker' ? weather.delayMs : 0);
    if (dueMs - nowMs < 0.5 && waiting === 0) return deliver(piece);
    waiting += 1;
    last = last
      .then(() => sleep(Math.max(0, dueMs - performance.now())))
      .then(() => {
        waiting -= 1;
        deliver(piece);
      });
  };
}
