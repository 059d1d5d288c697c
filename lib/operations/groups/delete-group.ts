import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { type GroupOffset, readGroupOffsets } from '../facts/read-group-offsets';
import { type GroupNow, readCoordinators, readGroups } from '../facts/read-groups';
import { groupId } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type InversePlan, type OperationOutcome, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { groupTool } from './describe-reset';
import { inverseOffsets } from './offset-table';
import { refuseActive } from './refuse-members';

/** At most so many at once: a bulk deletion stays one that a person can read. */
const MAX_GROUPS = 20;
const TIMEOUT_MS = 15_000;

const input = z.strictObject({ groups: z.array(groupId).min(1).max(MAX_GROUPS) });

interface DeleteGroupFacts {
  readonly groups: ReadonlyMap<string, GroupNow>;
  readonly offsets: ReadonlyMap<string, readonly GroupOffset[]>;
}

interface DeletedGroup {
  readonly groupId: string;
  readonly type: GroupNow['type'];
  /** Offsets that go with it. */
  readonly offsetCount: number;
}

interface DeleteGroupPlan {
  readonly groups: readonly DeletedGroup[];
}

/** Each tool deletes the groups of its own types. */
function commandLinesOf(groups: readonly DeletedGroup[]): readonly string[] {
  const byTool = new Map<ReturnType<typeof groupTool>, string[]>();
  for (const { groupId: id, type } of groups) {
    const tool = groupTool(type);
    byTool.set(tool, [...(byTool.get(tool) ?? []), id]);
  }
  return [...byTool].map(([tool, ids]) => commandLine(tool, '--delete', ...ids.flatMap((id) => ['--group', id])));
}

function describePlan({ groups }: DeleteGroupPlan): PlanDescription {
  const offsets = groups.reduce((sum, { offsetCount }) => sum + offsetCount, 0);
  return {
    summary: { key: 'deleteGroups', values: listNames(groups.map((one) => one.groupId)) },
    changes: groups.map(({ groupId: subject, offsetCount }) => ({
      subject,
      aspect: 'committedOffsets',
      before: String(offsetCount),
      after: null,
    })),
    warnings: offsets > 0 ? [{ key: 'groupOffsetsGone', values: { offsets, groups: groups.length } }] : [],
    commandLines: commandLinesOf(groups),
  };
}

/** What puts the offsets of one group back; of a share group nothing does, for committing makes another kind of group. */
function inverseOf(groups: readonly DeletedGroup[], { offsets }: DeleteGroupFacts): InversePlan | null {
  const [only] = groups;
  if (only === undefined || groups.length > 1 || only.type === 'share' || only.type === 'streams') return null;
  const before = (offsets.get(only.groupId) ?? []).map(({ topic, partition, offset }) => ({
    topic,
    partition,
    before: offset,
  }));
  return before.length === 0 ? null : inverseOffsets(only.groupId, before);
}

/** Deletes groups of any type that have no members, with their offsets (DeleteGroups, KIP-229; `kafka-consumer-groups.sh --delete`). */
export const deleteGroup = defineOperation<typeof input, DeleteGroupFacts, DeleteGroupPlan>({
  name: 'delete-group',
  permission: 'group:delete',
  risk: 'destructive',
  input,
  target: ({ groups }) => ({ kind: 'group', names: [...new Set(groups)] }),
  read: async ({ kafka }, given) => {
    const groups = await readGroups(kafka, [...new Set(given.groups)]);
    const offsets = new Map<string, readonly GroupOffset[]>();
    for (const group of groups.values()) {
      if (group.type !== null) offsets.set(group.groupId, await readGroupOffsets(kafka, group));
    }
    return { groups, offsets };
  },
  plan: (given, facts) => {
    const found = [...new Set(given.groups)].flatMap((id) => facts.groups.get(id) ?? []);
    const missing = found.filter(({ type }) => type === null).map((group) => group.groupId);
    const refusals = [
      ...(missing.length > 0 ? [{ key: 'noSuchGroups', values: listNames(missing) } as const] : []),
      ...refuseActive(found),
    ];
    if (refusals.length > 0) return { refusals };
    const groups = found.map(({ groupId: id, type }) => ({
      groupId: id,
      type,
      offsetCount: (facts.offsets.get(id) ?? []).filter(({ offset }) => offset !== null).length,
    }));
    return { plan: { groups }, inverse: inverseOf(groups, facts) };
  },
  describe: describePlan,
  execute: async ({ kafka }, { groups }) => {
    const ids = groups.map((group) => group.groupId);
    const coordinators = await readCoordinators(kafka, ids);
    const outcomes = await Promise.all(
      [...new Set(coordinators.values())].map((brokerId): Promise<readonly OperationOutcome[]> => {
        const own = ids.filter((id) => coordinators.get(id) === brokerId);
        return attempt(own, async () => {
          const options = { brokerId, timeoutMs: TIMEOUT_MS };
          const { results } = await kafka.call('DeleteGroups', { groupsNames: own }, options);
          return own.map((id) => outcomeOf(kafka, id, results.find((one) => one.groupId === id)?.errorCode ?? -1));
        });
      }),
    );
    return outcomes.flat();
  },
  verify: async ({ kafka }, { groups }) => {
    const now = await readGroups(
      kafka,
      groups.map((group) => group.groupId),
    );
    const differences = groups.flatMap(({ groupId: subject }): PlanChange[] => {
      const found = now.get(subject);
      return found === undefined || found.type === null
        ? []
        : [{ subject, aspect: 'groupState', before: null, after: found.state }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
