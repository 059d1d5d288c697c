import type { OperationRuns, RunControl } from '../operation';
import type { ReassignPlan } from './reassign-plan';

/** Every operation whose runs move partitions: each has a `ReassignPlan`. */
const MOVING_OPERATIONS = ['reassign-partitions', 'change-replication-factor'] as const;

/** A run that moves partitions and has not ended. */
export interface RunningReassignment {
  readonly runId: string;
  readonly plan: ReassignPlan;
  readonly control: RunControl;
}

/** The runs that move partitions now, oldest first. */
export async function readRunningReassignments(runs: OperationRuns): Promise<readonly RunningReassignment[]> {
  const found = await Promise.all(MOVING_OPERATIONS.map((operation) => runs.readRunning(operation)));
  return found.flat().map(({ runId, plan, control }) => ({ runId, plan: plan as ReassignPlan, control }));
}
