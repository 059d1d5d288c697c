export interface ValueTicks {
  readonly domain: readonly [number, number];
  /** Ascending; the first and the last are the ends of the domain. */
  readonly ticks: readonly number[];
  readonly step: number;
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  const factor = share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10;
  return factor * power;
}

/** Steps of time that people count in, in seconds; past the last one whole days. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const DAY_SECONDS = 86_400;

function niceTimeStep(rough: number): number {
  return TIME_STEPS.find((step) => step >= rough) ?? DAY_SECONDS * Math.ceil(niceStep(rough / DAY_SECONDS));
}

/**
 * Round values that enclose an extent. Values here count things, so no step is smaller than 1.
 * `fromZero` keeps zero in the picture (lag); offsets go without, or a day's traffic would be a flat line. `isTime`: the
 * values are seconds, and the steps those of a clock.
 */
export function planValueTicks(
  extent: { readonly min: number; readonly max: number } | null,
  maximum: number,
  fromZero: boolean,
  isTime = false,
): ValueTicks {
  const min = fromZero ? Math.min(0, extent?.min ?? 0) : (extent?.min ?? 0);
  const max = Math.max(extent?.max ?? 1, min + 1);
  const rough = (max - min) / Math.max(1, maximum - 1);
  const step = isTime ? niceTimeStep(rough) : Math.max(1, Math.round(niceStep(rough) * 10) / 10);
  const wholeStep = Number.isInteger(step) ? step : Math.ceil(step);
  const first = Math.floor(min / wholeStep) * wholeStep;
  const ticks: number[] = [first];
  while ((ticks.at(-1) ?? first) < max) ticks.push((ticks.at(-1) ?? first) + wholeStep);
  return { domain: [first, ticks.at(-1) ?? max], ticks, step: wholeStep };
}
