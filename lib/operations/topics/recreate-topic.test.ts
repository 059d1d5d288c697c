import { describe, expect, it } from 'vitest';
import { type RecreateTopicFacts, recreateTopic } from './recreate-topic';

const partitions = [0, 1].map((partition) => {
  return { partition, leader: 1, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offline: [] };
});
const config = (name: string, value: string, isOwn: boolean) =>
  [name, { name, value, isOwn, inherited: null, isReadOnly: false, isSensitive: false }] as const;

const topicsOf = (isInternal: boolean): RecreateTopicFacts['topics'] =>
  new Map([['orders.v1', { topic: 'orders.v1', topicId: 'old', isInternal, partitions }]]);

function factsOf(changes: Partial<RecreateTopicFacts> = {}): RecreateTopicFacts {
  return {
    topics: topicsOf(false),
    creationRefusal: null,
    configs: new Map([config('cleanup.policy', 'compact,delete', true), config('retention.ms', '604800000', false)]),
    use: { groups: { groups: [], isComplete: true }, acls: new Map(), ranges: new Map() },
    ...changes,
  };
}

describe('recreate-topic', () => {
  it('1. keeps partitions, replicas and own configs, and says what is lost', () => {
    const result = recreateTopic.plan({ topic: 'orders.v1' }, factsOf());
    if ('refusals' in result) throw new Error('refused');
    expect(result).toMatchObject({
      plan: {
        topicId: 'old',
        partitionCount: 2,
        replicationFactor: 2,
        configs: { 'cleanup.policy': 'compact,delete' },
        recordsAtLeast: null,
      },
      inverse: null,
    });
    const { warnings, commandLines } = recreateTopic.describe(result.plan);
    expect(warnings.map(({ key }) => key)).toEqual([
      'losesRecords',
      'recordsUnknown',
      'recreatedSame',
      'recreatedOffsets',
    ]);
    expect(commandLines).toEqual([
      `bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --delete --topic 'orders\\.v1'`,
      'bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --create --topic orders.v1 --partitions 2 --replication-factor 2 --config cleanup.policy=compact,delete',
    ]);
  });

  it('2. refuses internal topics and what is not there', () => {
    expect(recreateTopic.plan({ topic: 'orders.v1' }, factsOf({ topics: topicsOf(true) }))).toMatchObject({
      refusals: [{ key: 'internalTopics' }],
    });
    expect(recreateTopic.plan({ topic: 'gone' }, factsOf())).toMatchObject({ refusals: [{ key: 'missingTopics' }] });
  });

  it('3. refuses with Kafka’s reason when the topic could be deleted and not be made again', () => {
    const creationRefusal = { subject: 'orders.v1', errorName: 'INVALID_REPLICATION_FACTOR', message: 'too large' };
    expect(recreateTopic.plan({ topic: 'orders.v1' }, factsOf({ creationRefusal }))).toEqual({
      refusals: [{ key: 'kafkaRefuses', values: { error: 'INVALID_REPLICATION_FACTOR', message: 'too large' } }],
    });
  });
});
