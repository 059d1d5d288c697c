import { describeOffsetEffect } from '@/lib/domain/offset-reset/plan-offset';
import { defineOperation, type InversePlan, type PlanResult } from '../operation';
import { partitionName } from '../partition-name';
import { describeReset } from './describe-reset';
import { inverseOffsets, tableOfOffsets } from './offset-table';
import { readOffsetDifferences } from './read-offset-differences';
import { type ResetFacts, readResetFacts } from './read-reset-facts';
import { refuseActive } from './refuse-members';
import { type ResetGoal, type ResetInput, type ResetOrigin, resetInput } from './reset-input';
import type { ResetFigures, ResetPlan } from './reset-plan';
import { type ResolvedOffset, resolveReset } from './resolve-reset';
import { executeOffsets } from './write-offsets';

function detailOf(to: ResetGoal): string {
  switch (to.kind) {
    case 'timestamp':
      return new Date(to.timestampMs).toISOString();
    case 'duration':
      return to.duration;
    case 'shift':
      return to.by > 0 ? `+${to.by}` : String(to.by);
    case 'offset':
      return String(to.offset);
    case 'group':
      return to.group;
    case 'restorePoint':
      return to.name;
    default:
      return '';
  }
}

/** Every way to say where becomes the offsets that it means now, so that live traffic does not move what was confirmed. */
function pinInput(given: ResetInput, facts: ResetFacts): ResetInput {
  if (given.to.kind === 'offsets') return given;
  const resolved = resolveReset(given, facts);
  if ('refusals' in resolved) return given;
  const { offsets, leftOut } = resolved;
  const notes = offsets.flatMap(({ topic, partition, note }) =>
    note === null ? [] : [[partitionName(topic, partition), note] as const],
  );
  const origin: ResetOrigin = {
    kind: given.to.kind,
    detail: detailOf(given.to),
    notes: Object.fromEntries(notes),
    leftOut: [...leftOut],
  };
  const table = tableOfOffsets(offsets.map(({ topic, partition, after }) => ({ topic, partition, offset: after })));
  return { group: given.group, topics: null, to: { kind: 'offsets', offsets: table, origin } };
}

/** Share groups lose the offsets of whole topics alone: true when the null offsets are all partitions of their topics. */
function removesWholeTopics(offsets: readonly ResolvedOffset[], { committed, topics }: ResetFacts): boolean {
  const removed = offsets.filter(({ after }) => after === null);
  const names = new Set(removed.map(({ topic, partition }) => partitionName(topic, partition)));
  const whole = new Set(removed.map(({ topic }) => topic));
  return committed
    .filter(({ topic, offset }) => offset !== null && whole.has(topic) && topics.has(topic))
    .every(({ topic, partition }) => names.has(partitionName(topic, partition)));
}

/** The offsets of now; null where Kafka has no way to bring them about. */
function inverseOf(groupId: string, offsets: readonly ResolvedOffset[], facts: ResetFacts): InversePlan | null {
  const back = offsets.map((one) => ({ ...one, before: one.after, after: one.before }));
  const then = back.map(({ topic, partition, before }) => ({ topic, partition, offset: before }));
  const isPossible = facts.group.type !== 'share' || removesWholeTopics(back, { ...facts, committed: then });
  if (!isPossible) return null;
  return inverseOffsets(groupId, offsets);
}

function planReset(given: ResetInput, facts: ResetFacts): PlanResult<ResetPlan> {
  const { group } = facts;
  const active = refuseActive([group]);
  if (active.length > 0) return { refusals: active };
  const resolved = resolveReset(given, facts);
  if ('refusals' in resolved) return resolved;
  if (group.type === 'share' && !removesWholeTopics(resolved.offsets, facts)) {
    return { refusals: [{ key: 'shareWholeTopics', values: { group: group.groupId } }] };
  }
  const origin = given.to.kind === 'offsets' ? given.to.origin : null;
  const partitions = resolved.offsets.map((one) => ({
    ...one,
    note: origin?.notes[partitionName(one.topic, one.partition)] ?? null,
  }));
  const plan: ResetPlan = {
    groupId: group.groupId,
    type: group.type,
    partitions,
    origin: origin && { kind: origin.kind, detail: origin.detail, leftOut: origin.leftOut },
  };
  return { plan, inverse: inverseOf(group.groupId, partitions, facts) };
}

/**
 * Puts the committed offsets of a group without members where they are wanted (`kafka-consumer-groups.sh
 * --reset-offsets`, for share groups AlterShareGroupOffsets, KIP-932). A group that does not exist comes to be.
 */
export const resetGroupOffsets = defineOperation<typeof resetInput, ResetFacts, ResetPlan>({
  name: 'reset-group-offsets',
  permission: 'group:offsets.reset',
  risk: 'destructive',
  input: resetInput,
  target: ({ group }) => ({ kind: 'group', names: [group] }),
  read: readResetFacts,
  pin: pinInput,
  plan: planReset,
  describe: describeReset,
  figures: ({ partitions }, { ranges }): ResetFigures => ({
    effects: partitions.map(({ topic, partition, before, after }) => {
      const range = ranges.get(partitionName(topic, partition));
      const log = { logStart: range?.logStart ?? null, logEnd: range?.highWatermark ?? null };
      return describeOffsetEffect(before, after, log);
    }),
  }),
  execute: ({ kafka }, { groupId, type, partitions }) =>
    executeOffsets(kafka, { groupId, isShare: type === 'share' }, partitions),
  verify: async (context, { groupId, partitions }) => {
    const differences = await readOffsetDifferences(context, groupId, partitions);
    return { isVerified: differences.length === 0, differences };
  },
});
