import { describe, expect, test } from 'vitest';
import { buildBroker, buildMember } from '@/lib/domain/testing/build-snapshot';
import type { RoundScript } from '@/lib/domain/testing/run-rounds';
import { CmakProblem, readCmakStatus } from './cmak-status';
import { sourceOf } from './testing/view-source';

const script: RoundScript = () => ({
  brokers: [buildBroker(1), buildBroker(2), buildBroker(3, { isRegistered: false })],
  topics: [
    { name: 'lost', ends: [null], replicas: [[3]], isr: [[]], leaders: [-1] },
    {
      name: 'orders',
      ends: [100, 50],
      replicas: [
        [1, 2],
        [2, 1],
      ],
      isr: [[1, 2], [2]],
      leaders: [1, 2],
    },
  ],
  groups: [
    {
      groupId: 'billing',
      members: [buildMember('m-1', [{ topic: 'orders', partitions: [0] }])],
      positions: [{ topic: 'orders', committed: { 0: 90, 1: 45 } }],
    },
  ],
});
const source = sourceOf(3, script);
const read = (path: string) => readCmakStatus(source, path.split('/'));

describe('the status API of CMAK', () => {
  test('1. lists clusters, live brokers and topics', () => {
    expect(read('clusters')).toMatchObject({ clusters: { active: [{ name: 'test' }, { name: 'new' }], pending: [] } });
    expect(read('test/brokers')).toEqual({ brokers: [1, 2] });
    expect(read('test/brokers/extended')).toMatchObject({ brokers: [{ id: 1, host: 'broker-1' }, { id: 2 }] });
    expect(read('test/topics')).toEqual({ topics: ['lost', 'orders'] });
  });

  test('2. tells partitions that are under-replicated, and those without an in-sync replica', () => {
    expect(read('test/orders/underReplicatedPartitions')).toEqual({ topic: 'orders', underReplicatedPartitions: [1] });
    expect(read('test/lost/unavailablePartitions')).toEqual({ topic: 'lost', unavailablePartitions: [0] });
  });

  test('3. sums up a group: lag, coverage, offsets and owners', () => {
    const orders = {
      totalLag: 15,
      percentageCovered: 50,
      partitionOffsets: [90, 45],
      partitionLatestOffsets: [100, 50],
      owners: [expect.stringMatching(/^m-1:/)],
    };
    expect(read('test/billing/orders/KF/topicSummary')).toEqual(orders);
    expect(read('test/billing/KF/groupSummary')).toEqual({ orders });
    expect(read('test/consumersSummary')).toEqual({
      consumers: [{ name: 'billing', type: 'KF', topics: ['orders'], lags: { orders: 15 } }],
    });
  });

  test('4. carries CMAK’s figures of a topic', () => {
    expect(read('test/topicIdentities')).toMatchObject({
      topicIdentities: [
        { topic: 'lost' },
        { topic: 'orders', partitions: 2, brokersSpreadPercentage: 100, underReplicatedPercentage: 50 },
      ],
    });
  });

  test('5. what is not there is a problem, a path it never had is none of its answers', () => {
    for (const path of [
      'nowhere/topics',
      'new/topics',
      'test/none/underReplicatedPartitions',
      'test/none/KF/groupSummary',
      'test/billing/ZK/groupSummary',
    ]) {
      expect(() => read(path), path).toThrow(CmakProblem);
    }
    expect(read('test/something')).toBeNull();
    expect(read('test/a/b/c/d')).toBeNull();
  });
});
