import type { AnyOperation } from '@/lib/operations/operation';
import { findOperation } from '@/lib/operations/registry';
import { log } from '@/lib/server/log';
import { endRun } from '@/lib/server/store/operation-runs';
import { readStepwiseRuns, type StepwiseRun, saveRunMemo, saveRunProgress } from '@/lib/server/store/stepwise-runs';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { verifyRun } from './run-to-end';

const VERIFY_DEADLINE_MS = 5_000;

/**
 * Takes every stepwise run of a cluster one step further; answers how many go on. Only the holder of the cluster's
 * lease calls it: a step derives what to do from Kafka, so one that is repeated after a crash does no harm.
 */
export async function stepRuns(access: ClusterAccess): Promise<number> {
  const runs = await readStepwiseRuns(access.database, access.clusterId, null);
  let going = 0;
  for (const run of runs) {
    const operation = findOperation(run.operation);
    if (operation?.step === undefined) continue;
    const isOver = await stepRun(access, operation, run).catch((error: unknown) => {
      // Kafka or Postgres is away: the next step finds things as they are then.
      log.warn({ err: error, cluster: access.clusterId, runId: run.runId }, 'a step of a change failed');
      return false;
    });
    if (!isOver) going += 1;
  }
  return going;
}

async function stepRun(access: ClusterAccess, operation: AnyOperation, run: StepwiseRun): Promise<boolean> {
  const { database } = access;
  const context = createOperationContext(access);
  const { outcomes, progress } = (await operation.step?.(context, {
    plan: run.plan,
    control: run.control,
    memo: run.memo,
    progress: run.progress,
    saveMemo: (memo) => saveRunMemo(database, run.runId, memo),
  })) ?? { outcomes: [], progress: null };
  await saveRunProgress(database, run.runId, progress);
  if (outcomes === null) return false;
  const result = run.control.isCancelled
    ? { state: 'cancelled' as const, outcomes, verification: null }
    : await verifyRun(context, operation, run.plan, outcomes, VERIFY_DEADLINE_MS);
  await endRun(database, run.runId, result, { atMs: Date.now(), auth: 'collector' });
  return true;
}
