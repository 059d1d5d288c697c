import { RunProgressPanel } from '@/components/reassignments/run-progress-panel';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';

export interface RunPartProps {
  readonly clusterId: string;
  readonly run: OperationRunDetail;
}

/** What the run page shows of stepwise operations while they go on, by operation: progress, and the ways to steer it. */
export const RUN_PARTS: Readonly<Record<string, React.ComponentType<RunPartProps>>> = {
  'reassign-partitions': RunProgressPanel,
  'change-replication-factor': RunProgressPanel,
};
