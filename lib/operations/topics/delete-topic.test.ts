import { describe, expect, it } from 'vitest';
import { atLeast } from '../at-least';
import { parseSubscribedTopics } from '../facts/read-subscriptions';
import { listNames } from '../name-list';
import { type DeleteTopicFacts, deleteTopic } from './delete-topic';
import { topicPattern } from './topic-pattern';

const partitionOf = (partition: number) => ({
  partition,
  leader: 1,
  leaderEpoch: 0,
  replicas: [1, 2],
  isr: [1, 2],
  offline: [],
});
const topicOf = (topic: string, isInternal = false) => ({
  topic,
  topicId: `id-of-${topic}`,
  isInternal,
  partitions: [partitionOf(0), partitionOf(1)],
});

function factsOf(changes: Partial<DeleteTopicFacts['use']> = {}): DeleteTopicFacts {
  const topics = [topicOf('orders.v1'), topicOf('payments'), topicOf('__consumer_offsets', true)];
  return {
    topics: new Map(topics.map((one) => [one.topic, one])),
    use: {
      groups: { groups: [{ groupId: 'billing', offsets: new Map([['payments-0', 3]]) }], isComplete: true },
      acls: new Map([['payments', 2]]),
      ranges: new Map([
        ['orders.v1-0', { logStart: 10, highWatermark: 110 }],
        ['orders.v1-1', { logStart: 0, highWatermark: 37 }],
      ]),
      ...changes,
    },
  };
}

const planOf = (topics: string[], facts = factsOf()) => deleteTopic.plan({ topics, pattern: null }, facts);
const warningsOf = (topics: string[], facts = factsOf()) => {
  const result = planOf(topics, facts);
  if ('refusals' in result) throw new Error('refused');
  return deleteTopic.describe(result.plan).warnings;
};

describe('delete-topic', () => {
  it('1. holds the id of each topic, so that one created anew is another plan', () => {
    const result = planOf(['orders.v1', 'orders.v1']);
    expect(result).toMatchObject({
      plan: { topics: [{ topic: 'orders.v1', topicId: 'id-of-orders.v1', partitionCount: 2, recordsAtLeast: 100 }] },
      inverse: null,
    });
  });

  it('2. refuses internal topics and what is not there', () => {
    expect(planOf(['__consumer_offsets', 'gone'])).toEqual({
      refusals: [
        { key: 'missingTopics', values: { count: 1, names: 'gone' } },
        { key: 'internalTopics', values: { count: 1, names: '__consumer_offsets' } },
      ],
    });
  });

  it('3. names the groups and the ACLs, and says what is lost', () => {
    expect(warningsOf(['orders.v1'])).toEqual([
      { key: 'losesRecords', values: { records: 100, partitions: 2 } },
      { key: 'groupsUseIt', values: { count: 1, names: 'billing' } },
      { key: 'aclsNameIt', values: { count: 1, names: 'payments' } },
    ]);
  });

  it('4. says what it does not know', () => {
    const unread = factsOf({ groups: { groups: [], isComplete: false }, acls: null });
    expect(warningsOf(['payments'], unread).map(({ key }) => key)).toEqual([
      'losesRecords',
      'recordsUnknown',
      'groupsUnknown',
      'aclsUnknown',
    ]);
  });

  it('18. says that brokers without topic ids cannot tell it from one made anew', () => {
    const facts = factsOf();
    const topics = new Map([...facts.topics].map(([name, topic]) => [name, { ...topic, topicId: null }]));
    expect(warningsOf(['payments'], { ...facts, topics }).map(({ key }) => key)).toContain('noTopicIds');
    expect(warningsOf(['payments']).map(({ key }) => key)).not.toContain('noTopicIds');
  });

  it('5. gives a command line that deletes exactly these: the tool takes a regular expression', () => {
    expect(topicPattern(['orders.v1', 'a-b_c'])).toBe('orders\\.v1|a-b_c');
    const result = planOf(['orders.v1', 'payments']);
    if ('refusals' in result) throw new Error('refused');
    expect(deleteTopic.describe(result.plan).commandLines).toEqual([
      `bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --delete --topic 'orders\\.v1|payments'`,
    ]);
  });

  it('6. takes at most twenty', () => {
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`);
    expect(deleteTopic.input.safeParse({ topics: many }).success).toBe(false);
  });
});

it.each([
  [0, 0],
  [1, 1],
  [4, 2],
  [99, 50],
  [100, 100],
  [1_999, 1_000],
  [999_999_999_999, 500_000_000_000],
])('7. a plan says of %i records "at least %i"', (count, floor) => {
  expect(atLeast(count)).toBe(floor);
});

it('8. ten names and no more', () => {
  const names = Array.from({ length: 12 }, (_, index) => `g${index}`);
  expect(listNames(names)).toEqual({ count: 12, names: 'g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, …' });
});

it('9. a classic member tells its topics; other bytes tell none', () => {
  const metadata = Buffer.from('0001000000020006' + '6f7264657273' + '0003' + '61c3bc' + 'ffffffff', 'hex');
  expect(parseSubscribedTopics(metadata)).toEqual(['orders', 'aü']);
  expect(parseSubscribedTopics(Buffer.alloc(0))).toEqual([]);
  expect(parseSubscribedTopics(Buffer.from('0001000000ff00ff00', 'hex'))).toEqual([]);
});

it('10. takes a pattern for the names that it stands for, and refuses one for none or for too many', () => {
  const given = { topics: [], pattern: 'p*' };
  const only = { ...factsOf(), topics: new Map([['payments', topicOf('payments')]]) };
  expect(deleteTopic.pin?.(given, only)).toEqual({ topics: ['payments'], pattern: null });
  const none = { ...factsOf(), topics: new Map() };
  expect(deleteTopic.plan(given, none)).toEqual({ refusals: [{ key: 'noTopicMatches', values: { pattern: 'p*' } }] });
  const many = new Map(Array.from({ length: 21 }, (_, index) => [`p${index}`, topicOf(`p${index}`)] as const));
  expect(deleteTopic.pin?.(given, { ...factsOf(), topics: many })).toEqual(given);
  expect(deleteTopic.plan(given, { ...factsOf(), topics: many })).toEqual({
    refusals: [{ key: 'tooManyTopics', values: { pattern: 'p*', count: 21, most: 20 } }],
  });
  expect(deleteTopic.input.safeParse({ topics: ['a'], pattern: 'a*' }).success).toBe(false);
  expect(deleteTopic.input.safeParse({}).success).toBe(false);
});
