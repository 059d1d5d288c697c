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

/** The widest of the kept tiers that is no wider than `widestMs`; else the finest that is kept; the coarsest where none is. */
export function chooseRollup(isKept: (table: RollupTier['table']) => boolean, widestMs: number): RollupTier {
  const kept = ROLLUP_TIERS.filter(({ table }) => isKept(table));
  const fine = kept.filter(({ widthMs }) => widthMs <= widestMs);
  return fine.at(-1) ?? kept[0] ?? (ROLLUP_TIERS.at(-1) as RollupTier);
}

/** Whole buckets of one tier, from `fromMs` until before `untilMs`. */
export interface RollupStretch {
  readonly tier: RollupTier;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * What each tier tells of a range: the one given as far as it has come, then finer ones. The rest, from `restFromMs` on, only
 * the rounds themselves tell; a tier of null leaves them everything.
 */
export function splitByRollup(
  tier: RollupTier | null,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  rolledUntil: ReadonlyMap<string, number>,
): { readonly stretches: readonly RollupStretch[]; readonly restFromMs: number } {
  const stretches: RollupStretch[] = [];
  let restFromMs = fromMs;
  const tiers = tier === null ? [] : ROLLUP_TIERS.slice(0, ROLLUP_TIERS.indexOf(tier) + 1).reverse();
  for (const one of tiers) {
    const { table, widthMs } = one;
    const untilMs = Math.min(rolledUntil.get(table) ?? 0, Math.ceil((toMs + 1) / widthMs) * widthMs);
    if (untilMs <= restFromMs) continue;
    stretches.push({ tier: one, fromMs: Math.floor(restFromMs / widthMs) * widthMs, untilMs });
    restFromMs = untilMs;
  }
  return { stretches, restFromMs };
}
