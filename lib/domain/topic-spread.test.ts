import { describe, expect, test } from 'vitest';
import { buildTopic, ROUND_0_MS, type TopicInput } from './testing/build-snapshot';
import { evaluateTopicSpread } from './topic-spread';

type Spread = Pick<TopicInput, 'replicas' | 'isr' | 'leaders'>;

function spreadOf(count: number, live: number, facts: Spread) {
  const replicas = facts.replicas ?? [];
  const topic = buildTopic(
    {
      name: 't',
      ends: new Array<number>(count).fill(0),
      leaders: replicas.map((list) => list[0] ?? -1),
      isr: replicas,
      ...facts,
    },
    ROUND_0_MS,
  );
  return evaluateTopicSpread(topic, live);
}

describe("CMAK's topic figures", () => {
  test('1. evenly spread over all brokers', () => {
    const replicas = [
      [1, 2],
      [2, 3],
      [3, 1],
    ];
    expect(spreadOf(3, 3, { replicas })).toMatchObject({
      replicationFactor: 2,
      brokersSpreadPercent: 100,
      brokersSkewPercent: 0,
      brokersLeaderSkewPercent: 0,
      underReplicatedPercent: 0,
      preferredReplicasPercent: 100,
      offlinePartitionCount: 0,
    });
  });

  test('2. all partitions on one of three brokers: spread 33, rounded down; nobody is skewed against himself', () => {
    const replicas = [[1], [1], [1], [1]];
    expect(spreadOf(4, 3, { replicas })).toMatchObject({ brokersSpreadPercent: 33, brokersSkewPercent: 0 });
  });

  test('3. one broker has more than ceil(P ÷ |B| × RF), and leads more than ceil(P ÷ |B|)', () => {
    // P 6, |B| 3, RF 1: ceil is 2; broker 1 has 4 of 6.
    const replicas = [[1], [1], [1], [1], [2], [3]];
    const spread = spreadOf(6, 3, { replicas });
    expect(spread).toMatchObject({ brokersSkewPercent: 33, brokersLeaderSkewPercent: 33 });
    expect(spread.brokers[0]).toEqual({
      brokerId: 1,
      partitions: [0, 1, 2, 3],
      leaderCount: 4,
      isSkewed: true,
      isLeaderSkewed: true,
    });
    expect(spread.brokers[1]).toMatchObject({ brokerId: 2, isSkewed: false, isLeaderSkewed: false });
  });

  test('4. membership counts by in-sync replicas, not by the replica list', () => {
    const replicas = [
      [1, 2, 3],
      [1, 2, 3],
    ];
    const isr = [
      [1, 2],
      [1, 2],
    ];
    expect(spreadOf(2, 4, { replicas, isr })).toMatchObject({
      brokersSpreadPercent: 50,
      underReplicatedPercent: 100,
      underReplicatedCount: 2,
    });
  });

  test('5. a leader outside of the in-sync replicas does not count as theirs', () => {
    const spread = spreadOf(2, 2, { replicas: [[1], [2]], isr: [[2], [2]], leaders: [1, 2] });
    expect(spread.brokers).toEqual([
      { brokerId: 2, partitions: [0, 1], leaderCount: 1, isSkewed: false, isLeaderSkewed: false },
    ]);
  });

  test('6. percentages are rounded down', () => {
    const replicas = [
      [1, 2],
      [1, 2],
      [1, 2],
    ];
    const spread = spreadOf(3, 2, { replicas, isr: [[1, 2], [1], [1, 2]], leaders: [1, 1, 2] });
    expect(spread).toMatchObject({ underReplicatedPercent: 33, preferredReplicasPercent: 66 });
  });

  test('7. without a leader: offline, and not led by its preferred replica', () => {
    const spread = spreadOf(2, 1, { replicas: [[1], [2]], isr: [[1], []], leaders: [1, -1] });
    expect(spread).toMatchObject({ offlinePartitionCount: 1, preferredReplicasPercent: 50, underReplicatedCount: 1 });
  });

  test('8. no live broker, no partition', () => {
    expect(spreadOf(0, 0, { replicas: [] })).toMatchObject({
      replicationFactor: 0,
      brokersSpreadPercent: 100,
      brokersSkewPercent: 0,
      underReplicatedPercent: 0,
    });
  });
});
