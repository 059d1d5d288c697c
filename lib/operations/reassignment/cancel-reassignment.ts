import { z } from 'zod';
import { partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import type { ReassignmentFacts } from '@/lib/domain/snapshot';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { readReassignments } from '../facts/read-reassignments';
import { topicName } from '../input';
import { defineOperation, type Message, type PlanDescription } from '../operation';
import { type RunningReassignment, readRunningReassignments } from './running-reassignments';
import { alterReassignments } from './step-reassignment';

const input = z.strictObject({
  /** Run of Highwater to cancel; null: those that other tools started. */
  runId: z.uuid().nullable().default(null),
  /** Of other tools' reassignments; null: all of them. */
  partitions: z
    .array(z.strictObject({ topic: topicName, partition: z.number().int().min(0) }))
    .min(1)
    .max(100_000)
    .nullable()
    .default(null),
  /** Moves what the run had finished back as well. */
  isRollback: z.boolean().default(false),
});

interface CancelFacts {
  readonly running: readonly ReassignmentFacts[];
  readonly runs: readonly RunningReassignment[];
}

interface CancelPlan {
  readonly runId: string | null;
  readonly isRollback: boolean;
  /** What is in flight and will be where it was: `replicas` without those that were being added. */
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly before: readonly number[];
    readonly after: readonly number[];
  }[];
}

function planPartitions(reassignments: readonly ReassignmentFacts[]): CancelPlan['partitions'] {
  return reassignments.map(({ topic, partition, replicas, addingReplicas }) => ({
    topic,
    partition,
    before: replicas,
    after: replicas.filter((brokerId) => !addingReplicas.includes(brokerId)),
  }));
}

/** Reassignments of other tools that were asked for, or the runs of ours that they belong to. */
function selectForeign(
  given: z.output<typeof input>['partitions'],
  { running, runs }: CancelFacts,
): { readonly refusals: readonly Message[] } | { readonly chosen: readonly ReassignmentFacts[] } {
  const owner = new Map(
    runs.flatMap(({ runId, plan }) => plan.moves.map((move) => [partitionKey(move), runId] as const)),
  );
  if (given === null) return { chosen: running.filter((one) => !owner.has(partitionKey(one))) };
  const wanted = new Set(given.map(partitionKey));
  const refusals = given.flatMap(({ topic, partition }): Message[] => {
    const runId = owner.get(partitionKey({ topic, partition }));
    return runId === undefined ? [] : [{ key: 'partitionOfRun', values: { topic, partition, runId } }];
  });
  return refusals.length > 0 ? { refusals } : { chosen: running.filter((one) => wanted.has(partitionKey(one))) };
}

function describePlan({ partitions, isRollback, runId }: CancelPlan): PlanDescription {
  const changes = partitions.map(({ topic, partition, before, after }): PlanChange => {
    return { subject: `${topic}-${partition}`, aspect: 'replicas', before: before.join(', '), after: after.join(', ') };
  });
  const file = ['--reassignment-json-file', 'reassignment.json'];
  return {
    summary: describeCancel(runId, isRollback, partitions.length),
    changes,
    warnings: [],
    commandLines: [commandLine('kafka-reassign-partitions', ...file, '--cancel')],
  };
}

function describeCancel(runId: string | null, isRollback: boolean, count: number): Message {
  if (runId === null) return { key: 'cancelReassignment', values: { count } };
  return isRollback ? { key: 'rollBackReassignment', values: { count } } : { key: 'cancelRun' };
}

/**
 * Cancels running reassignments (KIP-455; `kafka-reassign-partitions.sh --cancel`): a run of Highwater with its throttle,
 * or those that other tools started. Kafka puts the old replicas back and deletes the half-made copies.
 */
export const cancelReassignment = defineOperation<typeof input, CancelFacts, CancelPlan>({
  name: 'cancel-reassignment',
  permission: 'reassign:cancel',
  risk: 'disruptive',
  input,
  target: ({ runId, partitions }, clusterId) => {
    const topics = partitions?.map(({ topic }) => topic) ?? [clusterId];
    return { kind: 'reassignment', names: [...new Set(topics)], locks: [`cancel ${runId ?? 'others'}`] };
  },
  read: async ({ kafka, runs }) => {
    const [running, ours] = await Promise.all([readReassignments(kafka), readRunningReassignments(runs)]);
    return { running, runs: ours };
  },
  plan: ({ runId, partitions, isRollback }, facts) => {
    if (runId === null) {
      const selected = selectForeign(partitions, facts);
      if ('refusals' in selected) return selected;
      if (selected.chosen.length === 0) return { refusals: [{ key: 'nothingToCancel' }] };
      return { plan: { runId, isRollback: false, partitions: planPartitions(selected.chosen) }, inverse: null };
    }
    const run = facts.runs.find((one) => one.runId === runId);
    if (run === undefined) return { refusals: [{ key: 'runHasEnded' }] };
    if (run.control.isCancelled && (run.control.isRollback ?? false) === isRollback) {
      return { refusals: [{ key: 'nothingToCancel' }] };
    }
    // What is in flight changes by the second: only the way back of a whole run can be told partition by partition.
    const back = isRollback
      ? run.plan.moves.map(({ topic, partition, from, to }) => ({ topic, partition, before: to, after: from }))
      : [];
    return { plan: { runId, isRollback, partitions: back }, inverse: null };
  },
  describe: describePlan,
  execute: async ({ kafka, runs }, { runId, isRollback, partitions }) => {
    if (runId === null) {
      return alterReassignments(
        kafka,
        partitions.map(({ topic, partition }) => ({ topic, partition, replicas: null })),
      );
    }
    await runs.steer(runId, { isCancelled: true, isRollback });
    return [{ subject: runId, state: 'done', told: null, errorName: null }];
  },
  verify: async ({ kafka, runs }, { runId, partitions }) => {
    if (runId !== null) {
      const run = (await readRunningReassignments(runs)).find((one) => one.runId === runId);
      return { isVerified: run === undefined || run.control.isCancelled === true, differences: [] };
    }
    const running = new Set((await readReassignments(kafka)).map(partitionKey));
    const left = partitions.filter((one) => running.has(partitionKey(one)));
    return {
      isVerified: left.length === 0,
      differences: left.map(({ topic, partition, before, after }) => {
        return {
          subject: `${topic}-${partition}`,
          aspect: 'replicas',
          before: after.join(', '),
          after: before.join(', '),
        };
      }),
    };
  },
});
