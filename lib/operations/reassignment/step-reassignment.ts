import { type PartitionReplicas, partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import {
  planReassignmentStep,
  type ReassignmentStep,
  type RunIntent,
} from '@/lib/domain/reassignment-step/plan-reassignment-step';
import type { OperationContext, OperationKafka, OperationOutcome, RunControl, StepResult, StepRun } from '../operation';
import { outcomeOf } from '../outcomes';
import { keepThrottle, memoOf, restoreThrottle } from './keep-throttle';
import { readRunState } from './read-run-state';
import type { ReassignPlan } from './reassign-plan';
import { describeRunProgress, type RunProgress } from './run-progress';

const MAX_MOVES_IN_FLIGHT = 250;
const MAX_PARTITIONS_PER_STEP = 500;
const TIMEOUT_MS = 15_000;

/**
 * One step of a reassignment: reads how things stand, keeps the throttle, sends what may go now, and at the end takes the
 * throttle back. Whatever was done before is seen in Kafka, so a step after a crash simply goes on.
 */
export async function stepReassignment({ kafka }: OperationContext, run: StepRun<ReassignPlan>): Promise<StepResult> {
  const state = await readRunState(kafka, run.plan);
  const { moves, maxMovesPerBroker } = run.plan;
  const caps = {
    maxMovesPerBroker,
    maxMovesInFlight: MAX_MOVES_IN_FLIGHT,
    maxPartitionsPerStep: MAX_PARTITIONS_PER_STEP,
  };
  const step = planReassignmentStep({ ...state, moves, caps, intent: intentOf(run.control) });
  const isOver = step.phase === 'done';
  if (!isOver) await keepThrottle(kafka, run, step, state.liveBrokerIds);
  const answered = await alterReassignments(kafka, [
    ...step.cancel.map((at) => ({ ...at, replicas: null })),
    ...step.submit,
  ]);
  const restored = isOver ? await restoreThrottle(kafka, memoOf(run), state.liveBrokerIds) : null;
  const progress = await describeRunProgress(kafka, run.plan, {
    step,
    state,
    before: run.progress as RunProgress | null,
    refused: answered.filter(({ state }) => state === 'failed'),
    throttle: run.control.bytesPerSecond === undefined ? run.plan.bytesPerSecond : run.control.bytesPerSecond,
    atMs: Date.now(),
  });
  return { outcomes: restored?.isSeen ? describeOutcomes(run, step, restored.unreached) : null, progress };
}

function intentOf({ isCancelled, isRollback, isPaused }: RunControl): RunIntent {
  if (isCancelled) return isRollback ? 'roll-back' : 'cancel';
  return isPaused ? 'pause' : 'run';
}

interface WantedReplicas extends Omit<PartitionReplicas, 'replicas'> {
  /** Null cancels. */
  readonly replicas: readonly number[] | null;
}

/**
 * Starts and cancels reassignments (AlterPartitionReassignments, API key 45, KIP-455). Errors of one partition are
 * answered, an error of the whole request throws.
 */
export async function alterReassignments(
  kafka: OperationKafka,
  wanted: readonly WantedReplicas[],
): Promise<readonly OperationOutcome[]> {
  if (wanted.length === 0) return [];
  const byTopic = new Map<string, { partitionIndex: number; replicas: readonly number[] | null }[]>();
  for (const { topic, partition, replicas } of wanted) {
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), { partitionIndex: partition, replicas }]);
  }
  const topics = [...byTopic].map(([name, partitions]) => ({ name, partitions }));
  const answer = await kafka.call(
    'AlterPartitionReassignments',
    { topics, timeoutMs: TIMEOUT_MS },
    { brokerId: 'controller', timeoutMs: TIMEOUT_MS },
  );
  const whole = kafka.errorOf(answer.errorCode);
  if (whole !== null) throw new Error(`Kafka refuses to move replicas: ${answer.errorMessage || whole.name}`);
  return answer.responses.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, errorCode, errorMessage }) => {
      return outcomeOf(kafka, `${name}-${partitionIndex}`, errorCode, errorMessage);
    }),
  );
}

/** At the end: what stands as planned, what was given up, and throttles that stay because their broker is away. */
function describeOutcomes(
  { plan, control }: StepRun<ReassignPlan>,
  step: ReassignmentStep,
  unreached: readonly string[],
): readonly OperationOutcome[] {
  const lost = new Map(step.lost.map((one) => [partitionKey(one), one.reason]));
  const finished = new Set(step.finished.map(partitionKey));
  const isBack = control.isCancelled === true && control.isRollback === true;
  const moves = plan.moves.map((move): OperationOutcome => {
    const subject = `${move.topic}-${move.partition}`;
    const key = partitionKey(move);
    const reason = lost.get(key);
    if (reason !== undefined)
      return {
        subject,
        state: 'failed',
        told: { key: reason === 'deleted' ? 'outcomeTopicDeleted' : 'outcomeTopicRecreated' },
        errorName: null,
      };
    const isDone = finished.has(key) && !isBack;
    return { subject, state: isDone ? 'done' : 'skipped', told: null, errorName: null };
  });
  const throttles = unreached.map((brokerId): OperationOutcome => {
    const told = { key: 'outcomeThrottleStays', values: { broker: brokerId } } as const;
    return { subject: `broker ${brokerId}`, state: 'failed', told, errorName: null };
  });
  return [...moves, ...throttles];
}
