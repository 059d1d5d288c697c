import { describe, expect, test } from 'vitest';
import type { ClusterSnapshot } from '../snapshot';
import { buildBroker, buildMember, buildSnapshot, roundAtMs, type SnapshotInput } from '../testing/build-snapshot';
import type { ClusterEvent } from './cluster-event';
import { createEventsState, MOST_OF_A_KIND, planRoundEvents } from './plan-round-events';

type Round = Omit<SnapshotInput, 'capturedAtMs'>;

function snapshotsOf(rounds: readonly Round[]): ClusterSnapshot[] {
  return rounds.map((round, index) => {
    const capturedAtMs = roundAtMs(index);
    const groups = (round.groups ?? []).map((group) => ({ membersReadAtMs: capturedAtMs, ...group }));
    return buildSnapshot({ ...round, groups, capturedAtMs });
  });
}

/** Events of each round after the first. */
function play(rounds: readonly Round[], previous: ClusterSnapshot | null = null): ClusterEvent[][] {
  let state = createEventsState(previous);
  return snapshotsOf(rounds).map((snapshot) => {
    const told = planRoundEvents(state, snapshot, []);
    state = told.state;
    return [...told.events];
  });
}

const orders = (...partitions: number[]) => [{ topic: 'orders', partitions }];
const group = (state: string, members: Parameters<typeof buildMember>[], facts = {}) => ({
  groups: [{ groupId: 'billing', state, members: members.map((one) => buildMember(...one)), ...facts }],
});

describe('events of groups', () => {
  test('1. a classic rebalance is one event when it is settled, however the rounds in between look', () => {
    const events = play([
      group('Stable', [['a', orders(0, 1, 2)]]),
      group('PreparingRebalance', [['a', []]]),
      group('CompletingRebalance', [
        ['a', []],
        ['b', []],
      ]),
      group('Stable', [
        ['a', orders(0, 1)],
        ['b', orders(2)],
      ]),
    ]);
    expect(events.map((some) => some.map(({ kind }) => kind))).toEqual([
      [],
      ['group-state'],
      ['members-changed', 'group-state'],
      ['group-rebalanced', 'group-state'],
    ]);
    expect(events[3]?.[0]).toMatchObject({
      sinceMs: roundAtMs(0),
      atMs: roundAtMs(3),
      groupId: 'billing',
      detail: {
        fromEpoch: null,
        toEpoch: null,
        firstSeenMs: roundAtMs(1),
        lastSeenMs: roundAtMs(2),
        moves: [{ topic: 'orders', partitions: [2], from: 'a', to: 'b' }],
        movedPartitions: 1,
        omitted: 0,
        memberCount: 2,
      },
    });
  });
  test('2. a rebalance between two rounds is told by its epoch, also when nothing moved', () => {
    const events = play([
      group('Stable', [['a', orders(0)]], { groupEpoch: 4 }),
      group('Stable', [['a', orders(0)]], { groupEpoch: 7 }),
    ]);
    expect(events[1]).toMatchObject([
      { kind: 'group-rebalanced', from: '4', to: '7', detail: { firstSeenMs: null, moves: [], movedPartitions: 0 } },
    ]);
  });
  test('3. a static member that comes back with a new member id is the same member', () => {
    const owner = (memberId: string) => ({ ...buildMember(memberId, orders(0)), groupInstanceId: 'host-1' });
    const rounds = ['m-1', 'm-2'].map((id) => ({ groups: [{ groupId: 'g', members: [owner(id)] }] }));
    expect(play(rounds)[1]).toEqual([]);
  });
  test('4. members that were not read say nothing, and the next read tells since when', () => {
    const events = play([
      group('Stable', [['a', orders(0)]]),
      { groups: [{ groupId: 'billing', members: [], membersReadAtMs: roundAtMs(0) }] },
      group('Stable', [['b', orders(0)]]),
    ]);
    expect(events[1]).toEqual([]);
    expect(events[2]).toMatchObject([
      { kind: 'group-rebalanced', sinceMs: roundAtMs(0) },
      {
        kind: 'members-changed',
        sinceMs: roundAtMs(0),
        detail: { joined: [{ key: 'b' }], left: [{ key: 'a' }], memberCount: 1 },
      },
    ]);
  });
  test('5. a group first seen in the middle of a rebalance has moved nothing that is known', () => {
    const events = play([group('PreparingRebalance', [['a', []]]), group('Stable', [['a', orders(0)]])]);
    expect(events[1]?.map(({ kind }) => kind)).toEqual(['group-state']);
  });
  test('6. a process that goes on from a stored round tells what happened while nobody watched', () => {
    const [before] = snapshotsOf([group('Stable', [['a', orders(0, 1)]])]);
    const later = snapshotsOf([{}, group('Stable', [['b', orders(0, 1)]])])[1] as ClusterSnapshot;
    const { events } = planRoundEvents(createEventsState(before as ClusterSnapshot), later, []);
    expect(events.map(({ kind }) => kind)).toEqual(['group-rebalanced', 'members-changed']);
  });
  test('7. partitions of share groups have several owners; each gives and takes on its own', () => {
    const events = play([
      group('Stable', [
        ['a', orders(0)],
        ['b', orders(0)],
      ]),
      group('Stable', [
        ['a', orders(0)],
        ['c', orders(0)],
      ]),
    ]);
    expect(events[1]?.[0]?.detail).toMatchObject({ moves: [{ partitions: [0], from: 'b', to: 'c' }] });
  });
  test('8. connectors and tasks of Connect workers move like partitions', () => {
    const worker = (memberId: string, tasks: number[]) => ({
      ...buildMember(memberId, []),
      connect: {
        protocolVersion: 2,
        workerUrl: 'http://w',
        configOffset: 1,
        leaderUrl: null,
        isLeader: false,
        connectors: tasks.includes(0) ? ['sink'] : [],
        tasks: [{ connector: 'sink', tasks }],
        scheduledDelayMs: 0,
      },
    });
    const events = play([
      { groups: [{ groupId: 'connect', members: [worker('a', [0, 1])] }] },
      { groups: [{ groupId: 'connect', members: [worker('a', [1]), worker('b', [0])] }] },
    ]);
    expect(events[1]?.[0]?.detail).toMatchObject({
      moves: [{ topic: 'sink', partitions: [-1, 0], from: 'a', to: 'b' }],
    });
  });
});

describe('events of topics, brokers and settings', () => {
  const topic = (facts: object) => ({ topics: [{ name: 'orders', ends: [1, 1], ...facts }] });
  test('9. leaders, in-sync replicas and replicas, one event a topic and kind', () => {
    const [, events] = play([
      topic({
        leaders: [1, 2],
        isr: [[1, 2], [2]],
        replicas: [
          [1, 2],
          [2, 1],
        ],
      }),
      topic({
        leaders: [2, -1],
        isr: [[2], [2, 1]],
        replicas: [
          [1, 2],
          [2, 3],
        ],
      }),
    ]);
    expect(events?.map(({ kind, detail }) => [kind, detail])).toEqual([
      [
        'replicas-changed',
        { type: 'partitions', count: 1, partitions: [{ partition: 1, before: [2, 1], after: [2, 3] }] },
      ],
      ['isr-shrank', { type: 'partitions', count: 1, partitions: [{ partition: 0, before: [1, 2], after: [2] }] }],
      [
        'leaders-moved',
        {
          type: 'partitions',
          count: 2,
          partitions: [
            { partition: 0, before: [1], after: [2] },
            { partition: 1, before: [2], after: [] },
          ],
        },
      ],
      ['isr-grew', { type: 'partitions', count: 1, partitions: [{ partition: 1, before: [2], after: [2, 1] }] }],
    ]);
  });
  test('10. settings before and after, of topics, brokers and groups; what was not read differs in nothing', () => {
    const entry = (name: string, value: string | null) => ({
      name,
      value,
      source: 'default' as const,
      isSensitive: false,
      isReadOnly: false,
      type: null,
      documentation: null,
      defaultValue: null,
    });
    const round = (value: string | null) => ({
      topics: [{ name: 'orders', ends: [1], configOverrides: value === null ? null : { 'retention.ms': value } }],
      brokers: [buildBroker(1, { configs: value === null ? null : [entry('log.cleaner.threads', value)] })],
      groups: [
        { groupId: 'g', settings: value === null ? null : [{ name: 'share.isolation.level', value, isOwn: true }] },
      ],
    });
    const [, altered, unread] = play([round('1'), round('2'), round(null)]);
    expect(altered?.map(({ topic: name, brokerId, groupId, detail }) => [name, brokerId, groupId, detail])).toEqual([
      ['orders', null, null, { type: 'configs', entries: [{ name: 'retention.ms', before: '1', after: '2' }] }],
      [null, 1, null, { type: 'configs', entries: [{ name: 'log.cleaner.threads', before: '1', after: '2' }] }],
      [null, null, 'g', { type: 'configs', entries: [{ name: 'share.isolation.level', before: '1', after: '2' }] }],
    ]);
    expect(unread).toEqual([]);
  });
  test('11. a rolling restart of 1,000 groups keeps a bounded number of rows and says how many more there were', () => {
    const many = (round: number) => ({
      groups: Array.from({ length: 1_000 }, (_, index) => ({
        groupId: `g-${index}`,
        members: [buildMember(`m-${round}`, orders(0))],
      })),
    });
    const [, events = []] = play([many(0), many(1)]);
    expect(events).toHaveLength(2 * MOST_OF_A_KIND + 2);
    expect(events.slice(-2).map(({ detail }) => detail)).toEqual([
      { type: 'not-kept', kind: 'group-rebalanced', count: 800 },
      { type: 'not-kept', kind: 'members-changed', count: 800 },
    ]);
  });
  test('12. nothing is new in the first round, after a cluster that was not reached, or when the clock goes back', () => {
    const [first] = play([group('Stable', [['a', orders(0)]])]);
    expect(first).toEqual([]);
    const [down] = snapshotsOf([{ brokers: [buildBroker(1, { isRegistered: false })] }]);
    expect(createEventsState(down as ClusterSnapshot).previous).toBeNull();
    const [a, b] = snapshotsOf([group('Stable', []), group('Stable', [['a', orders(0)]])]) as [
      ClusterSnapshot,
      ClusterSnapshot,
    ];
    expect(planRoundEvents(createEventsState(b), a, []).events).toEqual([]);
  });
});
