import { describe, expect, it } from 'vitest';
import type { GroupFacts } from '@/lib/domain/snapshot';
import type { ListedGroup } from './group-list-reader';
import { planDescriptions } from './group-member-reader';

function listed(groupId: string, state = 'Stable'): ListedGroup {
  return { groupId, state, protocolType: 'consumer', type: 'classic', coordinatorId: 1 };
}

function earlier(group: ListedGroup, membersReadAtMs: number | null, state = group.state): [string, GroupFacts] {
  const facts: GroupFacts = {
    groupId: group.groupId,
    type: group.type,
    isSimple: false,
    protocolType: group.protocolType,
    protocol: null,
    state,
    coordinatorId: 1,
    groupEpoch: null,
    assignmentEpoch: null,
    members: membersReadAtMs === null ? null : [],
    membersReadAtMs,
    positions: [],
    positionsReadAtMs: null,
  };
  return [group.groupId, facts];
}

const ids = (groups: readonly ListedGroup[]) => groups.map((group) => group.groupId);

describe('planDescriptions', () => {
  it('leaves out groups that have no members', () => {
    expect(ids(planDescriptions([listed('a', 'Empty'), listed('b', 'Dead'), listed('c')], new Map()))).toEqual(['c']);
  });

  it('asks for changed and changing groups first, then for the longest not described', () => {
    const [old, recent, wasEmpty, rebalancing] = [
      listed('old'),
      listed('recent'),
      listed('was-empty'),
      listed('moving', 'PreparingRebalance'),
    ];
    const previous = new Map([
      earlier(recent, 900),
      earlier(old, 100),
      earlier(wasEmpty, 900, 'Empty'),
      earlier(rebalancing, 900),
    ]);
    expect(ids(planDescriptions([recent, old, wasEmpty, rebalancing], previous))).toEqual([
      'was-empty',
      'moving',
      'old',
      'recent',
    ]);
  });

  it('describes every changed group, but of unchanged ones at most 500 a round, in turn', () => {
    const groups = Array.from({ length: 1_200 }, (_, index) => listed(`g${index}`));
    const previous = new Map(groups.map((group, index) => earlier(group, 10_000 - index)));
    const planned = planDescriptions(groups, previous);
    expect(planned).toHaveLength(500);
    expect(planned[0]?.groupId).toBe('g1199');
    expect(planDescriptions(groups, new Map())).toHaveLength(1_200);
  });
});
