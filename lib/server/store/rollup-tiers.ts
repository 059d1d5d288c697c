/** A roll-up: of each bucket of this width the samples with the lowest and the highest lag, made from a finer table. */
export interface RollupTier {
  readonly table: 'lag_1m' | 'lag_10m' | 'lag_1h';
  readonly widthMs: number;
  readonly source: 'lag_sample' | 'lag_1m' | 'lag_10m';
}

/** Finest first. */
export const ROLLUP_TIERS: readonly RollupTier[] = [
  { table: 'lag_1m', widthMs: 60_000, source: 'lag_sample' },
  { table: 'lag_10m', widthMs: 600_000, source: 'lag_1m' },
  { table: 'lag_1h', widthMs: 3_600_000, source: 'lag_10m' },
];
