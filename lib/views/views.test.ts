import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { buildBroker, buildMember } from '@/lib/domain/testing/build-snapshot';
import type { RoundScript } from '@/lib/domain/testing/run-rounds';
import { brokersView, brokerTopicsView, brokerView } from './brokers';
import { clustersView, clusterView } from './clusters';
import { groupItems } from './group-items';
import { groupLagHistoryView } from './group-lag-history';
import { groupLagView, groupMembersView, groupTopicsView } from './group-lists';
import { groupsView, groupView } from './groups';
import { views } from './registry';
import { readView, sourceOf, sourceOfRound } from './testing/view-source';
import { topicItems } from './topic-items';
import { topicConfigsView, topicGroupsView, topicPartitionsView } from './topic-lists';
import { topicsView, topicView } from './topics';

const config = {
  value: 'delete',
  source: 'default',
  isSensitive: false,
  isReadOnly: false,
  type: 'list',
  documentation: 'How',
  defaultValue: null,
} as const;

const script: RoundScript = (round) => ({
  brokers: [buildBroker(1, { rack: 'a' }), buildBroker(2), buildBroker(3, { isRegistered: false, isReachable: false })],
  topicConfigDefaults: [
    { ...config, name: 'cleanup.policy' },
    { ...config, name: 'retention.ms', value: '604800000' },
  ],
  gaps: [
    {
      fact: 'log-end-offsets',
      brokerId: 3,
      topic: 'orders',
      partition: 1,
      groupId: null,
      reason: 'no_leader',
      message: 'x',
    },
    {
      fact: 'committed-offsets',
      brokerId: 3,
      topic: null,
      partition: null,
      groupId: 'other',
      reason: 'timed_out',
      message: 'x',
    },
  ],
  topics: [
    {
      name: 'orders',
      ends: [100 + round * 10, 50],
      endsReadAtMs: undefined,
      replicas: [
        [1, 2],
        [3, 1],
      ],
      isr: [[1, 2], [1]],
      leaders: [1, -1],
      offlineReplicas: [[], [3]],
      configOverrides: { 'retention.ms': '1000', 'custom.key': 'v' },
      totalBytes: 500,
    },
    { name: '__consumer_offsets', ends: [1], isInternal: true, configOverrides: null },
    { name: '..', ends: [5], replicas: [[2]], isr: [[2]], leaders: [2] },
  ],
  groups: [
    {
      groupId: 'billing',
      type: 'consumer' as const,
      members: [buildMember('m1', [{ topic: 'orders', partitions: [0] }])],
      positions: [{ topic: 'orders', committed: { 0: 90 + round * 10, 1: 45 } }],
    },
    { groupId: '', state: 'Empty', positions: [{ topic: '..', committed: { 0: 5 } }] },
    { groupId: 'other', type: 'share' as const, positions: [] },
  ],
});

const source = sourceOf(3, script);
const inTest = { cluster: 'test' };

async function codeOf(read: Promise<unknown>): Promise<string> {
  return read.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('views of a cluster', () => {
  test('1. clusters: one that was never read is listed, with nulls', async () => {
    const { items } = await readView(clustersView, source, {});
    expect(items.map((item) => [item.id, item.health, item.topicCount])).toEqual([
      ['new', 'unknown', null],
      ['test', 'critical', 3],
    ]);
    const [unread, read] = items;
    expect(unread).toMatchObject({ groupStatusCounts: null, worstGroups: [] });
    expect(read?.groupStatusCounts).toEqual({ ok: 1, slow: 1, stalled: 0, stopped: 0, unknown: 1 });
    expect(read?.worstGroups).toEqual([expect.objectContaining({ groupId: 'billing', verdict: 'AT_RISK' })]);
    const worstFirst = await readView(clustersView, source, { sort: '-troubledGroups' });
    expect(worstFirst.items.map((item) => item.id)).toEqual(['test', 'new']);
  });
  test('2. one cluster: counts, findings, worst groups first, troubled partitions', async () => {
    const cluster = await readView(clusterView, source, inTest);
    expect(cluster).toMatchObject({
      brokerCount: 2,
      brokersDownCount: 1,
      partitionCount: 4,
      offlinePartitionCount: 1,
      underReplicatedCount: 1,
      replicaCount: 6,
      outOfSyncReplicaCount: 1,
    });
    expect(cluster.findings[0]).toEqual({ key: 'offlinePartitions', severity: 'critical', count: 1 });
    expect(cluster.troubledPartitions).toEqual([
      { topic: 'orders', topicPathId: 'orders', partition: 1, leader: null, replicas: [3, 1], isr: [1] },
    ]);
    expect(cluster.worstGroups.map((group) => group.status)).toEqual(['slow', 'unknown', 'ok']);
    // A record that waits for longer than the topic keeps it.
    expect(cluster.worstGroups[0]).toMatchObject({ groupId: 'billing', verdict: 'AT_RISK' });
  });
  test('3. a round that is long past no longer tells the health', async () => {
    const { items } = await readView(clustersView, { ...source, nowMs: () => source.nowMs() + 60_000 }, {});
    expect(items.find((item) => item.id === 'test')?.health).toBe('unknown');
  });
  test('4. an unknown cluster is 404, a known one without a round answers empty lists and is retryable', async () => {
    expect(await codeOf(readView(topicsView, source, { cluster: 'nope' }))).toBe('not_found');
    expect(await readView(topicsView, source, { cluster: 'new' })).toMatchObject({
      items: [],
      total: 0,
      capturedAtMs: null,
    });
    expect(await codeOf(readView(topicView, source, { cluster: 'new', topic: 't' }))).toBe('cluster_unreachable');
  });
});

describe('views of brokers', () => {
  test('5. brokers: those that are down are listed; search matches the host', async () => {
    const { items, total } = await readView(brokersView, source, { ...inTest, sort: '-brokerId' });
    expect(items.map((item) => [item.id, item.isUp, item.isController])).toEqual([
      ['3', false, false],
      ['2', true, false],
      ['1', true, true],
    ]);
    expect(total).toBe(3);
    expect((await readView(brokersView, source, { ...inTest, search: 'BROKER-2:9092' })).items).toHaveLength(1);
  });
  test('6. one broker, its topics, and an unknown one', async () => {
    expect(await readView(brokerView, source, { ...inTest, brokerId: '1' })).toMatchObject({
      partitionCount: 3,
      configs: null,
      rack: 'a',
    });
    const { items } = await readView(brokerTopicsView, source, { ...inTest, brokerId: '1' });
    expect(items).toMatchObject([
      { topic: '__consumer_offsets' },
      { topic: 'orders', partitionsOnBroker: [0, 1], leaderCount: 1 },
    ]);
    expect(await codeOf(readView(brokerView, source, { ...inTest, brokerId: '9' }))).toBe('not_found');
    expect(await codeOf(readView(brokerTopicsView, source, { ...inTest, brokerId: '9' }))).toBe('not_found');
  });
});

describe('views of topics', () => {
  test('7. topics: internal ones only when asked for; health filters; a name of dots has an id of its own', async () => {
    const ids = async (query: Record<string, string>) =>
      (await readView(topicsView, source, { ...inTest, ...query })).items.map((item) => item.id);
    expect(await ids({})).toEqual(['~..', 'orders']);
    expect(await ids({ internal: 'show' })).toEqual(['~..', '__consumer_offsets', 'orders']);
    expect(await ids({ health: 'under-replicated' })).toEqual(['orders']);
    expect(await ids({ health: 'offline' })).toEqual(['orders']);
    expect(await ids({ health: 'skewed' })).toEqual([]);
    expect(await ids({ sort: '-sumOfPartitionOffsets' })).toEqual(['orders', '~..']);
  });
  test('7b. topics: partitions whose replicas move are counted, and unknown while nobody tells', async () => {
    const round = source.round('test');
    if (round === null) throw new Error('no round');
    const counts = async (reassignments: ClusterSnapshot['reassignments']) => {
      const moving = sourceOfRound({ ...round, snapshot: { ...round.snapshot, reassignments } });
      const { items } = await readView(topicsView, moving, { ...inTest, sort: '-reassigningCount' });
      return items.map((item) => [item.name, item.reassigningCount]);
    };
    const move = { topic: 'orders', partition: 1, replicas: [1, 2, 3], addingReplicas: [2], removingReplicas: [3] };
    expect(await counts([move])).toEqual([
      ['orders', 1],
      ['..', 0],
    ]);
    expect((await counts(null)).map(([, count]) => count)).toEqual([null, null]);
  });
  test('8. one topic: figures, groups, partitions by broker, and only the gaps that touch it', async () => {
    const topic = await readView(topicView, source, { ...inTest, topic: 'orders' });
    expect(topic).toMatchObject({
      replicationFactor: 2,
      brokersSpreadPercent: 100,
      underReplicatedPercent: 50,
      preferredReplicasPercent: 50,
      sumOfPartitionOffsets: 170,
      producerRatePerSecond: 1,
      sizeBytes: 500,
      groupCount: 1,
      maxGroupLag: 15,
      cleanupPolicy: 'delete',
      totalBrokerCount: 2,
    });
    expect(topic.partitionsByBroker.map((broker) => [broker.brokerId, broker.partitions])).toEqual([
      [1, [0, 1]],
      [2, [0]],
    ]);
    expect(topic.gaps.map((gap) => gap.topic ?? gap.groupId)).toEqual(['orders', 'other']);
    expect((await readView(topicView, source, { ...inTest, topic: '..' })).gaps.map((gap) => gap.groupId)).toEqual([
      'other',
    ]);
  });
  test('9. partitions of a topic', async () => {
    const { items } = await readView(topicPartitionsView, source, { ...inTest, topic: 'orders' });
    expect(items).toMatchObject([
      { partition: 0, leader: 1, isPreferredLeader: true, isUnderReplicated: false, logEndOffset: 120 },
      { partition: 1, leader: null, isPreferredLeader: false, isUnderReplicated: true, offlineReplicas: [3] },
    ]);
  });
  test('10. configs: overrides over defaults, undocumented ones too; nothing is claimed before they were read', async () => {
    const { items } = await readView(topicConfigsView, source, { ...inTest, topic: 'orders' });
    expect(
      items.map(({ name, value, default: fallback, source: from, isOverridden }) => [
        name,
        value,
        fallback,
        from,
        isOverridden,
      ]),
    ).toEqual([
      ['cleanup.policy', 'delete', 'delete', 'default', false],
      ['custom.key', 'v', null, 'topic', true],
      ['retention.ms', '1000', '604800000', 'topic', true],
    ]);
    const unread = await readView(topicConfigsView, source, { ...inTest, topic: '__consumer_offsets' });
    expect(unread).toMatchObject({ items: [], gaps: [{ fact: 'configs', reason: 'never_read' }] });
  });
  test('11. groups of a topic', async () => {
    const { items } = await readView(topicGroupsView, source, { ...inTest, topic: 'orders' });
    expect(items).toMatchObject([
      { groupId: 'billing', isActive: true, lag: 15, coveragePercent: 50, knownPartitions: 2 },
    ]);
  });
});

describe('views of groups', () => {
  test('12. groups: worst first; filters by status, verdict, type and state; a group without a name has an id', async () => {
    const ids = async (query: Record<string, string>) =>
      (await readView(groupsView, source, { ...inTest, ...query })).items.map((item) => item.id);
    expect(await ids({})).toEqual(['billing', 'other', '~']);
    expect(await ids({ sort: 'groupId' })).toEqual(['~', 'billing', 'other']);
    expect(await ids({ verdict: 'AT_RISK,OK' })).toEqual(['billing', '~']);
    expect(await ids({ type: 'share,consumer' })).toEqual(['billing', 'other']);
    expect(await ids({ state: 'empty' })).toEqual(['~']);
    expect(await ids({ status: 'ok' })).toEqual(['~']);
    expect(await ids({ search: 'ORDERS' })).toEqual(['billing']);
    expect(await ids({ sort: '-totalLag' })).toEqual(['billing', '~', 'other']);
  });
  test('13. one group with members, topics, coverage; gaps of other groups are not its own', async () => {
    const group = await readView(groupView, source, { ...inTest, group: 'billing' });
    expect(group).toMatchObject({ totalLag: 15, knownPartitions: 2, memberCount: 1, topics: ['orders'] });
    expect(group.topicDetails).toMatchObject([
      { topic: 'orders', lag: 15, coveragePercent: 50, unownedPartitions: [1], isSubscribed: true },
    ]);
    expect(group.members).toMatchObject([{ memberId: 'm1', partitionCount: 1, lag: 10 }]);
    expect(group.gaps.map((gap) => gap.fact)).toEqual(['log-end-offsets']);
    expect((await readView(groupView, source, { ...inTest, group: '' })).groupId).toBe('');
  });
  test('14. lag of a group: rows with owner and times; filters by topic and partition', async () => {
    const { items } = await readView(groupLagView, source, { ...inTest, group: 'billing' });
    expect(items).toMatchObject([
      { id: 'orders:0', committedOffset: 110, logEndOffset: 120, lag: 10, memberId: 'm1', clientId: 'client-of-m1' },
      { id: 'orders:1', committedOffset: 45, logEndOffset: 50, lag: 5, memberId: null, committedAtMs: null },
    ]);
    expect(items[0]?.committedAtMs).toBe((await readView(topicsView, source, inTest)).capturedAtMs);
    expect(items[0]).toMatchObject({ lagSeconds: 9.5, lagSecondsError: 9.5, verdict: 'AT_RISK' });
    const one = await readView(groupLagView, source, { ...inTest, group: 'billing', topic: 'orders', partition: '1' });
    expect(one.items.map((item) => item.id)).toEqual(['orders:1']);
  });
  test('15. partitions sort as numbers within their topic', async () => {
    const many = sourceOf(1, () => ({
      topics: [{ name: 't', ends: new Array<number>(12).fill(1) }],
      groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 1 } }] }],
    }));
    const { items } = await readView(groupLagView, many, { ...inTest, group: 'g' });
    expect(items.map((item) => item.partition)).toEqual(Array.from({ length: 12 }, (_, partition) => partition));
  });
  test('16. members and topics of a group; an unknown group', async () => {
    expect((await readView(groupMembersView, source, { ...inTest, group: 'billing', search: 'CLIENT' })).total).toBe(1);
    expect((await readView(groupTopicsView, source, { ...inTest, group: 'billing' })).items).toMatchObject([
      { committedSum: 155, endSum: 170 },
    ]);
    for (const view of [groupView, groupLagView, groupMembersView, groupTopicsView]) {
      expect(await codeOf(readView(view as typeof groupView, source, { ...inTest, group: 'nope' }))).toBe('not_found');
    }
  });
  test('17. history: the last hour unless told, also of a group that is gone', async () => {
    const asked: unknown[] = [];
    const recording = {
      ...source,
      readLagHistory: async (query: object) => {
        asked.push(query);
        return { points: [], stepMs: 1, collectingSinceMs: null };
      },
    };
    await readView(groupLagHistoryView, recording, {
      ...inTest,
      group: 'gone',
      topic: 't',
      partition: '0',
      points: '2',
    });
    const toMs = source.nowMs();
    expect(asked).toEqual([
      { clusterId: 'test', groupId: 'gone', topic: 't', partition: 0, fromMs: toMs - 3_600_000, toMs, points: 2 },
    ]);
  });
  test.each([
    ['partition', { partition: '1' }],
    ['from', { from: '1800000000000', to: '1700000000000' }],
    ['from', { from: '1800000000' }],
    ['points', { points: '601' }],
    ['to', { to: 'now' }],
  ])('18. history refuses a bad %s', (field, query) => {
    const parsed = groupLagHistoryView.params.safeParse({ ...inTest, group: 'g', ...query });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });
});

describe('the registry', () => {
  test('19. names and paths are unique, and every path parameter is parsed', () => {
    expect(new Set(views.map((view) => view.name)).size).toBe(views.length);
    expect(new Set(views.map((view) => view.path)).size).toBe(views.length);
    for (const view of views) {
      const inPath = Array.from(view.path.matchAll(/\{(\w+)\}/g), (match) => match[1]);
      expect(Object.keys(view.params.shape)).toEqual(expect.arrayContaining(inPath));
    }
  });
  test('20. a view does not accept what it does not know', () => {
    for (const view of views) {
      const issues = view.params.safeParse({ bogus: '1' }).error?.issues ?? [];
      expect(issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
    }
  });
  test('21. the items of a round are made once, however often they are listed', () => {
    const round = source.round('test');
    if (round === null) throw new Error('no round');
    expect(topicItems(round)).toBe(topicItems(round));
    expect(groupItems(round)).toBe(groupItems(round));
    expect(topicItems({ ...round })).not.toBe(topicItems(round));
  });
  test('22. before the first round every list is empty and says so', async () => {
    const empty = sourceOfRound(null);
    for (const view of [brokersView, topicsView, groupsView]) {
      expect(await readView(view as typeof topicsView, empty, inTest)).toMatchObject({ items: [], capturedAtMs: null });
    }
  });
});
