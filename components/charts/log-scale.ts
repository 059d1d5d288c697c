/** A logarithmic scale of counts. Zero stands apart from it: "none" must show. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
}

/** Whole powers of ten from below the smallest value above zero to the largest value; at least one power wide. */
export function planLogScale(values: Iterable<number | null | undefined>): LogScale {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (typeof value !== 'number' || value <= 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high === 0) return { low: 1, high: 10 };
  const floor = 10 ** Math.floor(Math.log10(low));
  return { low: floor, high: Math.max(high, floor * 10) };
}

/** Share (0 to 1) of a value above zero on the scale. */
export function logShare(value: number, { low, high }: LogScale): number {
  const share = (Math.log10(Math.max(value, low)) - Math.log10(low)) / (Math.log10(high) - Math.log10(low));
  return Math.min(1, share);
}

/** Lengths of time that stand for a logarithmic scale of seconds. */
const TIME_TICKS = [0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000];

/** Ticks of a scale of seconds: lengths of time that people know. */
export function planLogTimeTicks({ low, high }: LogScale): readonly number[] {
  return TIME_TICKS.filter((tick) => tick >= low * 0.99 && tick <= high * 1.01);
}

/** The ends of the scale and powers of ten between them, at most `maximum`, for a legend. */
export function planLogTicks({ low, high }: LogScale, maximum: number): readonly number[] {
  const first = Math.round(Math.log10(low));
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, maximum)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += stride) ticks.push(10 ** power);
  return ticks;
}
