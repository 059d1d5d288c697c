import {
  type AssignmentEffect,
  describeAssignmentEffect,
  estimateMoveSeconds,
} from '@/lib/domain/assignment-plan/assignment-effect';
import type { AssignmentRefusal, AssignmentWarning } from '@/lib/domain/assignment-plan/assignment-goal';
import { invertMoves } from '@/lib/domain/assignment-plan/invert-moves';
import { planAssignment } from '@/lib/domain/assignment-plan/plan-assignment';
import { formatReassignmentJson } from '@/lib/domain/assignment-plan/reassignment-json';
import { commandLine } from '../command-line';
import type { LayoutNow } from '../facts/read-layout';
import type { Message, PlanDescription, PlanResult } from '../operation';
import type { ReassignInput } from './reassign-input';

/** One partition's replicas before and after. */
export interface PlannedMove {
  readonly topic: string;
  /** UUID text; null before Kafka 2.8. A topic made again under the name is another one. */
  readonly topicId: string | null;
  readonly partition: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Sizes come and go with every reading of the disks: that some are unknown is told with the figures, not confirmed. */
type PlanWarning = Exclude<AssignmentWarning, { readonly code: 'unknown_bytes' }>;

function isOfPlan(warning: AssignmentWarning): warning is PlanWarning {
  return warning.code !== 'unknown_bytes';
}

/** What a reassignment run carries out. */
export interface ReassignPlan {
  readonly moves: readonly PlannedMove[];
  readonly bytesPerSecond: number | null;
  readonly maxMovesPerBroker: number;
  /** `min.insync.replicas` of the topics that move. */
  readonly minInSyncReplicas: Readonly<Record<string, number>>;
  readonly warnings: readonly PlanWarning[];
}

/** The facts of a plan. */
export interface ReassignFacts extends LayoutNow {
  /** `min.insync.replicas` of the topics that may change. */
  readonly minInSyncReplicas: Readonly<Record<string, number>>;
}

function optionsOf(input: ReassignInput, minInSyncReplicas: ReassignFacts['minInSyncReplicas']) {
  const { topics, allowedBrokerIds, acknowledged } = input;
  const selection = topics?.map((topic) => ({ topic, partitions: null })) ?? null;
  return { selection, allowedBrokerIds, minInSyncReplicas, acknowledged };
}

/** The input with its goal as the replicas that it comes to, so that what is confirmed is what runs, warned of as it was planned. */
export function pinReassignment(input: ReassignInput, facts: ReassignFacts): ReassignInput {
  if (input.goal.kind === 'exact') return input;
  const { moves, warnings } = planAssignment(facts.layout, input.goal, optionsOf(input, facts.minInSyncReplicas));
  if (moves.length === 0) return input;
  const isFactorGoal = input.goal.kind === 'replication-factor';
  const acknowledged = {
    ...input.acknowledged,
    replicationFactorChange: isFactorGoal || input.acknowledged.replicationFactorChange,
  };
  const assignment = moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: [...to] }));
  const leftAlone = warnings.find((warning) => warning.code === 'left_alone_while_reassigning');
  const leftAloneCount = leftAlone?.partitionCount ?? 0;
  return { ...input, goal: { kind: 'exact', assignment, leftAloneCount }, acknowledged };
}

export function planReassignment(input: ReassignInput, facts: ReassignFacts): PlanResult<ReassignPlan> {
  const { moves, refusals, warnings } = planAssignment(
    facts.layout,
    input.goal,
    optionsOf(input, facts.minInSyncReplicas),
  );
  if (refusals.length > 0) return { refusals: describeRefusals(refusals) };
  if (moves.length === 0) return { refusals: [{ key: 'nothingToMove' }] };
  const { bytesPerSecond, maxMovesPerBroker } = input;
  const planned = moves.map((move) => ({ ...move, topicId: facts.topicIds.get(move.topic) ?? null }));
  const back = invertMoves(moves).map(({ topic, partition, to }) => ({ topic, partition, replicas: to }));
  const acknowledged = { replicationFactorChange: true };
  return {
    plan: {
      moves: planned,
      bytesPerSecond,
      maxMovesPerBroker,
      minInSyncReplicas: minIsrOf(planned, facts),
      warnings: warnings.filter(isOfPlan),
    },
    inverse: {
      operation: 'reassign-partitions',
      input: { goal: { kind: 'exact', assignment: back }, bytesPerSecond, maxMovesPerBroker, acknowledged },
    },
  };
}

function minIsrOf(moves: readonly PlannedMove[], { minInSyncReplicas }: ReassignFacts): Record<string, number> {
  return Object.fromEntries(moves.map(({ topic }) => [topic, minInSyncReplicas[topic] ?? 1]));
}

/** Refusals of one kind for many partitions are told once each, the first few by name. */
const MAX_NAMED = 10;

function describeRefusals(refusals: readonly AssignmentRefusal[]): readonly Message[] {
  const told = refusals.slice(0, MAX_NAMED).map((refusal): Message => {
    const { code, ...values } = refusal;
    return { key: `refusal_${code}`, values };
  });
  const rest = refusals.length - told.length;
  return rest === 0 ? told : [...told, { key: 'andMore', values: { count: rest } }];
}

function describeWarnings(warnings: readonly PlanWarning[]): readonly Message[] {
  return warnings.map((warning): Message => {
    const { code, ...values } = warning;
    const told = 'brokerIds' in values ? { brokerIds: values.brokerIds.join(', ') } : values;
    return { key: `warning_${code}`, values: told };
  });
}

/** Longer files are offered as a download, not inside a command. */
const MAX_INLINE_MOVES = 20;

export function describeReassignment(plan: ReassignPlan): PlanDescription {
  const { moves, bytesPerSecond } = plan;
  const topicCount = new Set(moves.map(({ topic }) => topic)).size;
  const unthrottled: readonly Message[] = bytesPerSecond === null ? [{ key: 'noThrottle' }] : [];
  return {
    summary: { key: 'reassignPartitions', values: { count: moves.length, topicCount } },
    changes: moves.map(({ topic, partition, from, to }) => ({
      subject: `${topic}-${partition}`,
      aspect: 'replicas',
      before: from.join(', '),
      after: to.join(', '),
    })),
    warnings: [...describeWarnings(plan.warnings), ...unthrottled],
    commandLines: describeCommands(plan),
  };
}

function describeCommands({ moves, bytesPerSecond }: ReassignPlan): readonly string[] {
  const file = 'reassignment.json';
  const throttle = bytesPerSecond === null ? [] : ['--throttle', String(bytesPerSecond)];
  const call = ['--reassignment-json-file', file];
  const wanted = moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: to }));
  const write = `cat > ${file} <<'JSON'\n${formatReassignmentJson(wanted)}JSON`;
  return [
    ...(moves.length > MAX_INLINE_MOVES ? [] : [write]),
    commandLine('kafka-reassign-partitions', ...call, ...throttle, '--execute'),
    commandLine('kafka-reassign-partitions', ...call, '--verify'),
  ];
}

/** What the studio shows beside a plan: brokers and topics before and after, bytes and time. */
export interface ReassignFigures {
  readonly effect: AssignmentEffect;
  /** At the throttle, over the busiest broker; null when bytes are unknown or there is no throttle. */
  readonly estimatedSeconds: number | null;
}

export function describeFigures({ moves, bytesPerSecond }: ReassignPlan, facts: ReassignFacts): ReassignFigures {
  const effect = describeAssignmentEffect(facts.layout, moves);
  return { effect, estimatedSeconds: bytesPerSecond === null ? null : estimateMoveSeconds(effect, bytesPerSecond) };
}
