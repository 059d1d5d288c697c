import type { RunControl, RunningRun } from '@/lib/operations/operation';
import type { Database, Queryable } from './database';

/** A stepwise run as its next step finds it. */
export interface StepwiseRun extends RunningRun {
  readonly operation: string;
  readonly memo: unknown;
  readonly progress: unknown;
}

interface StepwiseRow {
  readonly id: string;
  readonly operation: string;
  readonly plan: unknown;
  readonly control: RunControl;
  readonly memo: unknown;
  readonly progress: unknown;
}

/** Stepwise runs of a cluster that have not ended, oldest first; of one operation, or of all. */
export async function readStepwiseRuns(
  database: Queryable,
  clusterId: string,
  operation: string | null,
): Promise<readonly StepwiseRun[]> {
  const rows = await database.query<StepwiseRow>(
    `SELECT id, operation, plan, control, memo, progress FROM operation_run
     WHERE cluster_id = $1 AND state = 'running' AND ($2::text IS NULL OR operation = $2) ORDER BY created_at`,
    [clusterId, operation],
  );
  return rows.map(({ id, ...rest }) => ({ runId: id, ...rest }));
}

/** Merges an operator's wish into a running run; of no effect on one that ended. */
export async function steerRun(database: Database, runId: string, control: RunControl): Promise<void> {
  await database.query(`UPDATE operation_run SET control = control || $2::jsonb WHERE id = $1 AND state = 'running'`, [
    runId,
    JSON.stringify(control),
  ]);
}

/** Keeps what Kafka cannot tell later. */
export async function saveRunMemo(tx: Queryable, runId: string, memo: unknown): Promise<void> {
  await tx.query(`UPDATE operation_run SET memo = $2, heartbeat_at = now() WHERE id = $1 AND state = 'running'`, [
    runId,
    JSON.stringify(memo),
  ]);
}

/** Keeps how far a run is, for those who watch it. */
export async function saveRunProgress(tx: Queryable, runId: string, progress: unknown): Promise<void> {
  await tx.query(`UPDATE operation_run SET progress = $2, heartbeat_at = now() WHERE id = $1 AND state = 'running'`, [
    runId,
    JSON.stringify(progress ?? null),
  ]);
}
