import type { AnyOperation } from '@/lib/operations/operation';
import { findOperation } from '@/lib/operations/registry';
import { log } from '@/lib/server/log';
import type { Queryable } from '@/lib/server/store/database';
import { endRun } from '@/lib/server/store/operation-runs';
import { readStepwiseRuns, type StepwiseRun, saveRunMemo, saveRunProgress } from '@/lib/server/store/stepwise-runs';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { tellOutcomes, verifyRun } from './run-to-end';

const VERIFY_DEADLINE_MS = 5_000;

/** Writes what a step keeps; the holder of a lease writes under it, so that one who lost it cannot. */
export type FencedWrite = (write: (tx: Queryable) => Promise<void>) => Promise<void>;

/**
 * Takes every stepwise run of a cluster one step further; answers how many go on. Only the holder of the cluster's
 * lease calls it: a step derives what to do from Kafka, so one that is repeated after a crash does no harm.
 */
export async function stepRuns(
  access: ClusterAccess,
  fenced: FencedWrite = (write) => write(access.database),
): Promise<number> {
  const runs = await readStepwiseRuns(access.database, access.clusterId, null);
  let going = 0;
  for (const run of runs) {
    const operation = findOperation(run.operation);
    if (operation?.step === undefined) continue;
    const isOver = await stepRun(access, operation, run, fenced).catch((error: unknown) => {
      // Kafka or Postgres is away: the next step finds things as they are then.
      log.warn({ err: error, cluster: access.clusterId, runId: run.runId }, 'a step of a change failed');
      return false;
    });
    if (!isOver) going += 1;
  }
  return going;
}

async function stepRun(
  access: ClusterAccess,
  operation: AnyOperation,
  run: StepwiseRun,
  fenced: FencedWrite,
): Promise<boolean> {
  const { database } = access;
  const context = createOperationContext(access);
  const { outcomes: made, progress } = (await operation.step?.(context, {
    plan: run.plan,
    control: run.control,
    memo: run.memo,
    progress: run.progress,
    saveMemo: (memo) => fenced((tx) => saveRunMemo(tx, run.runId, memo)),
  })) ?? { outcomes: [], progress: null };
  await fenced((tx) => saveRunProgress(tx, run.runId, progress));
  if (made === null) return false;
  const outcomes = tellOutcomes(made);
  const result = run.control.isCancelled
    ? { state: 'cancelled' as const, outcomes, verification: null }
    : await verifyRun(context, operation, run.plan, outcomes, VERIFY_DEADLINE_MS);
  await endRun(database, run.runId, result, { atMs: Date.now(), auth: 'collector' });
  return true;
}
