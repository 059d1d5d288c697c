import type { PlanChange, Verification } from '@/lib/views/schemas/operation-run';
import { CONFIG_RESOURCE, readManyConfigs } from '../facts/read-configs';
import { readLayout } from '../facts/read-layout';
import { defineOperation, type OperationContext } from '../operation';
import { readRunState } from './read-run-state';
import { type ReassignInput, reassignInput } from './reassign-input';
import {
  describeFigures,
  describeReassignment,
  pinReassignment,
  planReassignment,
  type ReassignFacts,
  type ReassignPlan,
} from './reassign-plan';
import { stepReassignment } from './step-reassignment';

/** Only one run moves partitions at a time: their throttles share the brokers' rates. */
export const REASSIGNMENT_LOCK = 'partitions';

async function readFacts({ kafka }: OperationContext, { goal, topics }: ReassignInput): Promise<ReassignFacts> {
  const facts = await readLayout(kafka);
  const named = goal.kind === 'exact' ? goal.assignment.map(({ topic }) => topic) : topics;
  const known = new Set(facts.layout.partitions.map(({ topic }) => topic));
  const touched = named === null ? [...known] : [...new Set(named)].filter((topic) => known.has(topic));
  const configs = await readManyConfigs(kafka, CONFIG_RESOURCE.topic, touched, ['min.insync.replicas']);
  const minInSyncReplicas = Object.fromEntries(
    [...configs].map(([topic, entries]) => [topic, Number(entries.get('min.insync.replicas')?.value ?? 1)]),
  );
  return { ...facts, minInSyncReplicas };
}

async function verifyReassignment({ kafka }: OperationContext, plan: ReassignPlan): Promise<Verification> {
  const { now } = await readRunState(kafka, plan);
  const byKey = new Map(now.map((one) => [`${one.topic}-${one.partition}`, one.replicas.join(', ')]));
  const differences = describeReassignment(plan).changes.flatMap((change): PlanChange[] => {
    const after = byKey.get(change.subject) ?? null;
    return after === change.after ? [] : [{ ...change, before: change.after, after }];
  });
  return { isVerified: differences.length === 0, differences };
}

/**
 * Moves replicas (KIP-455; `kafka-reassign-partitions.sh`): planned for least data, run in capped waves under a throttle
 * that is taken back at the end, paused, cancelled and rolled back while it runs.
 */
export const reassignPartitions = defineOperation<typeof reassignInput, ReassignFacts, ReassignPlan>({
  name: 'reassign-partitions',
  permission: 'reassign:execute',
  risk: 'disruptive',
  input: reassignInput,
  target: ({ goal, topics }, clusterId) => {
    const named = goal.kind === 'exact' ? goal.assignment.map(({ topic }) => topic) : (topics ?? [clusterId]);
    return { kind: 'reassignment', names: [...new Set(named)], locks: [REASSIGNMENT_LOCK] };
  },
  read: readFacts,
  pin: pinReassignment,
  plan: planReassignment,
  describe: describeReassignment,
  figures: describeFigures,
  verify: verifyReassignment,
  step: stepReassignment,
});
