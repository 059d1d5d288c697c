import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { type GroupMemberNow, type GroupNow, readGroup } from '../facts/read-groups';
import { groupId } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { nameMember } from './refuse-members';

const TIMEOUT_MS = 15_000;
const REASON = 'removed from Highwater';

const input = z.strictObject({
  group: groupId,
  /** Instance ids of static members, or member ids; null: all. */
  members: z.array(z.string().min(1).max(1_000)).min(1).max(1_000).nullable().default(null),
});

interface RemoveMemberPlan {
  readonly groupId: string;
  readonly members: readonly GroupMemberNow[];
  readonly isAll: boolean;
}

/** How an outcome names a member: by the id that stays the same over restarts, where it has one. */
const idOf = ({ groupInstanceId, memberId }: GroupMemberNow) => groupInstanceId ?? memberId;

function describePlan({ groupId: group, members }: RemoveMemberPlan): PlanDescription {
  const dynamic = members.filter(({ groupInstanceId }) => groupInstanceId === null);
  return {
    summary: { key: 'removeGroupMembers', values: { group, ...listNames(members.map(nameMember)) } },
    changes: members.map((member) => ({
      subject: idOf(member),
      aspect: 'member',
      before: nameMember(member),
      after: null,
    })),
    warnings: [
      { key: 'removalRebalances', values: { group } },
      ...(dynamic.length > 0 ? [{ key: 'liveMembersReturn', values: { count: dynamic.length } } as const] : []),
    ],
    commandLines: [],
  };
}

/**
 * Takes members out of a group, static ones by their instance id (LeaveGroup v3, KIP-345), so that a dead one need not be
 * waited for. Share and streams groups have no such request. No tool of Kafka does it.
 */
export const removeGroupMember = defineOperation<typeof input, GroupNow, RemoveMemberPlan>({
  name: 'remove-group-member',
  permission: 'group:member.remove',
  risk: 'disruptive',
  input,
  target: ({ group }) => ({ kind: 'group', names: [group] }),
  read: ({ kafka }, given) => readGroup(kafka, given.group),
  plan: (given, group) => {
    const { type, members } = group;
    if (type === null) return { refusals: [{ key: 'noSuchGroups', values: listNames([given.group]) }] };
    if (type === 'share' || type === 'streams') return { refusals: [{ key: 'noMemberRemoval', values: { type } }] };
    const wanted = given.members;
    const unknown = (wanted ?? []).filter(
      (id) => !members.some(({ memberId, groupInstanceId }) => memberId === id || groupInstanceId === id),
    );
    if (unknown.length > 0) {
      return { refusals: [{ key: 'noSuchMembers', values: { group: given.group, ...listNames(unknown) } }] };
    }
    const chosen = members.filter(
      ({ memberId, groupInstanceId }) => wanted?.some((id) => id === memberId || id === groupInstanceId) ?? true,
    );
    if (chosen.length === 0) return { refusals: [{ key: 'noMembers', values: { group: given.group } }] };
    const sorted = [...chosen].sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
    return { plan: { groupId: given.group, members: sorted, isAll: wanted === null }, inverse: null };
  },
  describe: describePlan,
  execute: async ({ kafka }, { groupId: group, members }) => {
    const { coordinatorId } = await readGroup(kafka, group);
    const body = {
      groupId: group,
      members: members.map(({ memberId, groupInstanceId }) =>
        groupInstanceId === null
          ? { memberId, groupInstanceId, reason: REASON }
          : { memberId: '', groupInstanceId, reason: REASON },
      ),
    };
    return attempt(members.map(idOf), async () => {
      const answer = await kafka.call('LeaveGroup', body, { brokerId: coordinatorId, timeoutMs: TIMEOUT_MS });
      return members.map((member) => {
        const own = answer.members.find(({ memberId, groupInstanceId }) =>
          member.groupInstanceId === null ? memberId === member.memberId : groupInstanceId === member.groupInstanceId,
        );
        return outcomeOf(kafka, idOf(member), answer.errorCode || (own?.errorCode ?? -1));
      });
    });
  },
  verify: async ({ kafka }, { groupId: group, members }) => {
    const now = await readGroup(kafka, group);
    const ids = new Set(now.members.map(({ memberId }) => memberId));
    const differences = members
      .filter(({ memberId }) => ids.has(memberId))
      .map(
        (member): PlanChange => ({ subject: idOf(member), aspect: 'member', before: null, after: nameMember(member) }),
      );
    return { isVerified: differences.length === 0, differences };
  },
});
