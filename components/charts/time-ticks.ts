import type { TimeRange } from './chart-series';

/** How finely a tick must be written to tell it from its neighbours. */
export type TickPrecision = 'second' | 'minute' | 'day' | 'month' | 'year';

export interface TimeTicks {
  /** Epoch ms, ascending, within the range. */
  readonly ticks: readonly number[];
  readonly precision: TickPrecision;
}

/** Minutes that local time is ahead of UTC at an instant. */
export type ZoneOffset = (t: number) => number;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14].map((count) => count * DAY),
];

const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120];

function precisionOf(stepMs: number): TickPrecision {
  if (stepMs < MINUTE) return 'second';
  return stepMs < DAY ? 'minute' : 'day';
}

/** Steps on the local clock: the offset is asked at each tick, so that a change of daylight saving time moves no label off its hour. */
function planClockTicks(range: TimeRange, stepMs: number, offsetMinutesAt: ZoneOffset): number[] {
  const ticks: number[] = [];
  const toLocal = (t: number) => t + offsetMinutesAt(t) * MINUTE;
  let local = Math.ceil(toLocal(range.fromMs) / stepMs) * stepMs;
  for (let count = 0; count < 1000; count++, local += stepMs) {
    const guess = local - offsetMinutesAt(range.fromMs) * MINUTE;
    const t = local - offsetMinutesAt(guess) * MINUTE;
    if (t > range.toMs) break;
    if (t >= range.fromMs && t !== ticks.at(-1)) ticks.push(t);
  }
  return ticks;
}

function planMonthTicks(range: TimeRange, months: number, offsetMinutesAt: ZoneOffset): number[] {
  const ticks: number[] = [];
  const local = new Date(range.fromMs + offsetMinutesAt(range.fromMs) * MINUTE);
  let month = Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / months) * months;
  for (let count = 0; count < 1000; count++, month += months) {
    const wall = Date.UTC(Math.floor(month / 12), month % 12, 1);
    const t = wall - offsetMinutesAt(wall) * MINUTE;
    if (t > range.toMs) break;
    if (t >= range.fromMs) ticks.push(t);
  }
  return ticks;
}

/** Round times on the local clock, at most `maximum` of them over the range. */
export function planTimeTicks(range: TimeRange, maximum: number, offsetMinutesAt: ZoneOffset): TimeTicks {
  const lengthMs = range.toMs - range.fromMs;
  const wanted = Math.max(1, maximum);
  const stepMs = STEPS_MS.find((step) => lengthMs / step <= wanted);
  if (stepMs !== undefined) {
    return { ticks: planClockTicks(range, stepMs, offsetMinutesAt), precision: precisionOf(stepMs) };
  }
  const months = MONTH_STEPS.find((count) => lengthMs / (count * 30 * DAY) <= wanted) ?? 240;
  return { ticks: planMonthTicks(range, months, offsetMinutesAt), precision: months < 12 ? 'month' : 'year' };
}
