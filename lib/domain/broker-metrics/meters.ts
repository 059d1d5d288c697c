/** The six meters of Kafka's BrokerTopicMetrics that CMAK shows, in its order; each counts per second. */
export const METERS = [
  'messagesIn',
  'bytesIn',
  'bytesOut',
  'bytesRejected',
  'failedFetchRequests',
  'failedProduceRequests',
] as const;
export type Meter = (typeof METERS)[number];

/**
 * What a meter tells: how often it was marked since the broker started, its rate between the last two reads, and the
 * rates that Kafka keeps itself (mean since the start, and moving averages of 1, 5 and 15 minutes).
 */
export const METER_FIGURES = [
  'count',
  'lastRate',
  'meanRate',
  'oneMinuteRate',
  'fiveMinuteRate',
  'fifteenMinuteRate',
] as const;
export type MeterFigure = (typeof METER_FIGURES)[number];

/** All figures of all meters in one column: figure `f` of meter `m` is slot `m × 6 + f`; NaN where nothing was told. */
export type MeterColumn = Float64Array;

/** Slots of one `MeterColumn`. */
export const METER_SLOTS = METERS.length * METER_FIGURES.length;

/** A column that knows nothing yet. */
export function createMeterColumn(): MeterColumn {
  return new Float64Array(METER_SLOTS).fill(Number.NaN);
}

/** Where a figure of a meter stands in a `MeterColumn`. */
export function meterSlot(meter: Meter, figure: MeterFigure): number {
  return METERS.indexOf(meter) * METER_FIGURES.length + METER_FIGURES.indexOf(figure);
}

/** One figure of a column; null where nothing was told. */
export function readFigure(column: MeterColumn, meter: Meter, figure: MeterFigure): number | null {
  const value = column[meterSlot(meter, figure)];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The rate that CMAK lists and shares are made of: the last minute's, or that since the read before where no other is told. */
export function recentRate(column: MeterColumn, meter: Meter): number | null {
  return readFigure(column, meter, 'oneMinuteRate') ?? readFigure(column, meter, 'lastRate');
}

/** Fills the rates between two reads, per second; a counter that went back (its broker restarted) tells none. */
export function deriveLastRates(column: MeterColumn, before: MeterColumn, elapsedMs: number): void {
  if (!(elapsedMs > 0)) return;
  for (const meter of METERS) {
    const count = column[meterSlot(meter, 'count')] as number;
    const gained = count - (before[meterSlot(meter, 'count')] as number);
    column[meterSlot(meter, 'lastRate')] = gained >= 0 ? (gained * 1000) / elapsedMs : Number.NaN;
  }
}

/** Sums columns figure by figure: what a column does not tell is left out, what none tells stays unknown. */
export function sumColumns(columns: Iterable<MeterColumn>): MeterColumn {
  const sum = createMeterColumn();
  for (const column of columns) {
    for (let slot = 0; slot < METER_SLOTS; slot++) {
      const value = column[slot] as number;
      if (!Number.isNaN(value)) sum[slot] = Number.isNaN(sum[slot] as number) ? value : (sum[slot] as number) + value;
    }
  }
  return sum;
}
