import { findOperation } from '@/lib/operations/registry';
import { log } from '@/lib/server/log';
import { claimLostRuns, endRun } from '@/lib/server/store/operation-runs';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { verifyRun } from './run-to-end';

/** Six heartbeats: whoever executed it is gone. */
const SILENT_MS = 30_000;
const VERIFY_DEADLINE_MS = 5_000;

/**
 * Ends the runs that a process left in the middle when it died: Kafka is asked how things stand, and nothing is sent
 * again. A run of an operation that this version does not know ends as `unknown`.
 */
export async function reconcileLostRuns(access: ClusterAccess, silentMs = SILENT_MS): Promise<number> {
  const lost = await claimLostRuns(access.database, access.clusterId, silentMs);
  const context = createOperationContext(access);
  for (const { runId, operation: name, plan, outcomes } of lost) {
    const operation = findOperation(name);
    const result = operation
      ? await verifyRun(context, operation, plan, outcomes, VERIFY_DEADLINE_MS)
      : { state: 'unknown' as const, outcomes: outcomes ?? [], verification: null };
    await endRun(access.database, runId, result, { atMs: Date.now(), auth: 'collector' });
    log.warn(
      { cluster: access.clusterId, runId, operation: name, state: result.state },
      'a lost change was reconciled',
    );
  }
  return lost.length;
}
