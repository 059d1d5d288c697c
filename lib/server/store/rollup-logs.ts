import type { Database } from './database';
import { HOLE_INTERVALS } from './lag-history';
import { type Lease, writeUnderLease } from './lease';
import type { RollupTier } from './rollup-tiers';

/** Tables of the logs beside those of lag: rolled up together, bucket by bucket. */
export const LOG_TABLES = {
  lag_sample: 'log_sample',
  lag_1m: 'log_1m',
  lag_10m: 'log_10m',
  lag_1h: 'log_1h',
} as const;

/** Looking back this far for the round before the first of a bucket. */
const LOOK_BACK_MS = 3_600_000;

/** Makes one bucket of every log series that has a row in it, within Postgres: no row of thousands comes here. */
export async function rollUpLogs(database: Database, lease: Lease, tier: RollupTier, bucketMs: number): Promise<void> {
  const source = LOG_TABLES[tier.source];
  const at = tier.source === 'lag_sample' ? 'captured_at_ms' : 'bucket_ms';
  const peak = tier.source === 'lag_sample' ? 'appended * 1000.0 / over_ms' : 'peak';
  const within = `FROM history.${source} WHERE series_id = series.id AND ${at} >= $2 AND ${at} < $3`;
  await writeUnderLease(database, lease, (tx) =>
    tx.query(
      `WITH rounds AS MATERIALIZED (
         SELECT t, t - before AS over_ms
           FROM (SELECT captured_at_ms AS t, lag(captured_at_ms) OVER (ORDER BY captured_at_ms) AS before FROM history.round
                  WHERE cluster_id = $1 AND captured_at_ms >= $2::bigint - $4::bigint AND captured_at_ms < $3) AS round
          WHERE t >= $2 AND EXISTS (SELECT 1 FROM history.coverage
                WHERE cluster_id = $1 AND from_ms <= before AND to_ms >= t AND t - before <= $5::float8 * poll_interval_ms))
       INSERT INTO history.${LOG_TABLES[tier.table]}
         (bucket_ms, log_start, log_end, appended, series_id, partitions, over_ms, unread, unrated, peak)
       SELECT $2, last.log_start, last.log_end, COALESCE(summed.appended, 0), series.id, last.partitions,
              (SELECT sum(over_ms) FROM rounds WHERE t > series.first_ms), last.unread, summed.unrated, summed.peak
         FROM history.log_series AS series
        CROSS JOIN LATERAL (SELECT sum(appended)::bigint AS appended, max(unrated) AS unrated, max(${peak}) AS peak ${within}) AS summed
        CROSS JOIN LATERAL (SELECT log_start, log_end, partitions, unread ${within} ORDER BY ${at} DESC LIMIT 1) AS last
        WHERE series.cluster_id = $1 AND series.first_ms < $3 AND (series.ended_ms IS NULL OR series.ended_ms >= $2)
       ON CONFLICT DO NOTHING`,
      [lease.clusterId, bucketMs, bucketMs + tier.widthMs, LOOK_BACK_MS, HOLE_INTERVALS],
    ),
  );
}
