import { partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import type { ReassignmentStep, RunPhase } from '@/lib/domain/reassignment-step/plan-reassignment-step';
import {
  type CopyingPartition,
  describeReassignmentProgress,
  type PartitionProgress,
} from '@/lib/domain/reassignment-step/reassignment-progress';
import { readReplicaSizes } from '../facts/read-layout';
import type { OperationKafka, OperationOutcome } from '../operation';
import type { RunState } from './read-run-state';
import type { ReassignPlan } from './reassign-plan';

/** How far a run is, as the screens show it. */
export interface RunProgress {
  readonly phase: RunPhase;
  readonly total: number;
  readonly finished: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly blocked: readonly { readonly topic: string; readonly partition: number; readonly reason: string }[];
  readonly lost: number;
  /** What Kafka did not take in the last step; it is tried again. */
  readonly refused: readonly Pick<OperationOutcome, 'subject' | 'told'>[];
  readonly bytesPerSecond: number | null;
  readonly measured: Measured | null;
  /** Rate limit in force, bytes per second; null without one. */
  readonly throttle: number | null;
}

/** From the disks, on a slower beat than the rest. */
interface Measured {
  readonly atMs: number;
  readonly bytesTotal: number;
  readonly bytesLeft: number;
  readonly unknownPartitions: number;
  readonly bytesPerSecond: number | null;
  readonly etaSeconds: number | null;
  /** Something is still to be copied and nothing came nearer since the reading before. */
  readonly isNoNearer: boolean;
  /** Those in flight, with the most left first. */
  readonly partitions: readonly PartitionProgress[];
}

const BEAT_MS = 3_000;
const MAX_SHOWN = 100;

/** Describes a step for those who watch it; the disks are read every few seconds. */
export async function describeRunProgress(
  kafka: OperationKafka,
  plan: ReassignPlan,
  { step, state, before, refused, throttle, atMs }: ProgressInput,
): Promise<RunProgress> {
  const earlier = before?.measured ?? null;
  const isDue = earlier === null || atMs - earlier.atMs >= BEAT_MS || step.phase === 'done';
  const measured = isDue ? await measure(kafka, plan, step, state, earlier, atMs) : earlier;
  return {
    phase: step.phase,
    total: plan.moves.length,
    finished: step.finished.length,
    inFlight: step.inFlight.length,
    waiting: step.waiting.length,
    blocked: step.blocked.slice(0, MAX_SHOWN),
    lost: step.lost.length,
    refused: refused.slice(0, MAX_SHOWN).map(({ subject, told }) => ({ subject, told })),
    bytesPerSecond: measured?.bytesPerSecond ?? null,
    measured,
    throttle,
  };
}

interface ProgressInput {
  readonly step: ReassignmentStep;
  readonly state: RunState;
  readonly before: RunProgress | null;
  readonly refused: readonly OperationOutcome[];
  readonly throttle: number | null;
  readonly atMs: number;
}

async function measure(
  kafka: OperationKafka,
  plan: ReassignPlan,
  step: ReassignmentStep,
  state: RunState,
  earlier: Measured | null,
  atMs: number,
): Promise<Measured> {
  const open = new Set([...step.inFlight, ...step.waiting, ...step.blocked].map(partitionKey));
  const moves = plan.moves.filter((move) => open.has(partitionKey(move)));
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of moves) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  const asked = [...topics].map(([topic, partitions]) => ({ topic, partitions }));
  const sizes = asked.length === 0 ? new Map() : await readReplicaSizes(kafka, state.liveBrokerIds, asked);
  const leaders = new Map(state.now.map((one) => [partitionKey(one), one.leader]));
  const copying = moves.map(({ topic, partition, from, to }): CopyingPartition => {
    const key = partitionKey({ topic, partition });
    const bytes: ReadonlyMap<number, number> = sizes.get(key) ?? new Map<number, number>();
    const leader = leaders.get(key) ?? null;
    const added = to.filter((brokerId) => !from.includes(brokerId));
    const addedBytes = added.map((id) => (state.liveBrokerIds.includes(id) ? (bytes.get(id) ?? 0) : null));
    return { topic, partition, leaderBytes: leader === null ? null : (bytes.get(leader) ?? null), addedBytes };
  });
  const since = earlier && { ...earlier, secondsAgo: (atMs - earlier.atMs) / 1_000 };
  const { partitions, ...sums } = describeReassignmentProgress(copying, since);
  const inFlight = new Set(step.inFlight.map(partitionKey));
  const shown = partitions
    .filter((one) => inFlight.has(partitionKey(one)))
    .toSorted((left, right) => (right.bytesLeft ?? 0) - (left.bytesLeft ?? 0))
    .slice(0, MAX_SHOWN);
  return { atMs, ...sums, partitions: shown };
}
