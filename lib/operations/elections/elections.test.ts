import { describe, expect, it } from 'vitest';
import type { TopicNow } from '../facts/read-topics';
import { electLeaders } from './elect-leaders';
import { electLeadersUnclean } from './elect-leaders-unclean';

type Partition = { leader: number; replicas?: number[]; isr?: number[]; offline?: number[] };

function topicOf(topic: string, partitions: readonly Partition[]): TopicNow {
  return {
    topic,
    topicId: `id-of-${topic}`,
    isInternal: false,
    partitions: partitions.map(({ leader, replicas = [1, 2], isr = replicas, offline = [] }, partition) => {
      return { partition, leader, leaderEpoch: 0, replicas, isr, offline };
    }),
  };
}
const topics = new Map(
  [
    topicOf('orders', [{ leader: 1 }, { leader: 2 }, { leader: 2, isr: [2] }, { leader: 1, replicas: [3, 1] }]),
    topicOf('lost', [
      { leader: -1, isr: [1], offline: [1] },
      { leader: -1, isr: [1], offline: [1, 2] },
    ]),
  ].map((one) => [one.topic, one]),
);

const all = { partitions: null, topics: null };
const planOf = (given = {}) => electLeaders.plan({ ...all, ...given }, topics);
const uncleanOf = (given = {}) => {
  const logEnds = new Map([['lost-0', new Map([[2, 1_234]])]]);
  return electLeadersUnclean.plan({ ...all, ...given }, { topics, logEnds });
};

describe('elect-leaders', () => {
  it('1. lists only partitions whose leader would change', () => {
    const result = planOf({ topics: ['orders'] });
    expect(result).toEqual({
      plan: {
        partitions: [
          { topic: 'orders', partition: 1, leader: 2, preferredLeader: 1 },
          { topic: 'orders', partition: 3, leader: 1, preferredLeader: 3 },
        ],
        notInSync: ['orders-2'],
      },
      inverse: null,
    });
  });

  it('2. says whose preferred leader is not in sync, and gives the tool a file for many', () => {
    const result = planOf({ topics: ['orders'] });
    if ('refusals' in result) throw new Error('refused');
    const { warnings, commandLines } = electLeaders.describe(result.plan);
    expect(warnings).toEqual([{ key: 'preferredNotInSync', values: { count: 1, names: 'orders-2' } }]);
    expect(commandLines).toEqual([
      `printf '%s' '{"partitions":[{"topic":"orders","partition":1},{"topic":"orders","partition":3}]}' > elections.json`,
      'bin/kafka-leader-election.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --election-type preferred --path-to-json-file elections.json',
    ]);
  });

  it.each([
    [{ topics: ['gone'] }, 'missingTopics'],
    [{ partitions: [{ topic: 'orders', partition: 9 }] }, 'missingPartitions'],
    [{ partitions: [{ topic: 'orders', partition: 0 }] }, 'electionNotNeeded'],
    [{ partitions: [{ topic: 'orders', partition: 2 }] }, 'preferredNotInSync'],
  ])('3. refuses %j: %s', (given, key) => {
    expect(planOf(given)).toMatchObject({ refusals: [{ key }] });
  });

  it('4. is of its topics, or of the cluster when it is for all', () => {
    expect(electLeaders.target(all, 'c1')).toEqual({ kind: 'cluster', names: ['c1'] });
    const named = { ...all, partitions: [{ topic: 'orders', partition: 1 }] };
    expect(electLeaders.target(named, 'c1')).toEqual({ kind: 'topic', names: ['orders'] });
    expect(electLeaders.input.safeParse({ topics: ['a'], partitions: named.partitions }).success).toBe(false);
  });
});

describe('elect-leaders-unclean', () => {
  it('5. is only for partitions without a leader, and tells what is known of their replicas', () => {
    const result = uncleanOf();
    if ('refusals' in result) throw new Error('refused');
    expect(result.plan).toEqual({
      partitions: [{ topic: 'lost', partition: 0, candidates: [{ brokerId: 2, logEndOffset: 1_234 }] }],
      withoutReplica: ['lost-1'],
    });
    const { warnings, commandLines } = electLeadersUnclean.describe(result.plan);
    expect(warnings.map(({ key }) => key)).toEqual(['uncleanLosesRecords', 'lastKnownOffsets', 'noLiveReplica']);
    expect(warnings[1]?.values).toEqual({ subject: 'lost-0', offsets: 'broker 2: 1234' });
    expect(commandLines).toEqual([
      'bin/kafka-leader-election.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --election-type unclean --topic lost --partition 0',
    ]);
  });

  it.each([
    [{ topics: ['orders'] }, 'allHaveLeaders'],
    [{ partitions: [{ topic: 'lost', partition: 1 }] }, 'noLiveReplica'],
    [{ topics: ['gone'] }, 'missingTopics'],
  ])('6. refuses %j: %s', (given, key) => {
    expect(uncleanOf(given)).toMatchObject({ refusals: [{ key }] });
  });
});
