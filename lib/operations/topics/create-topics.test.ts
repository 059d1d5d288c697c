import { describe, expect, it } from 'vitest';
import { createTopics, type TopicValidation } from './create-topics';
import { parseTopicLines } from './parse-topic-lines';

const validated = (topic: string, changes: Partial<TopicValidation> = {}): TopicValidation => {
  return {
    topic,
    errorName: null,
    message: null,
    partitionCount: 3,
    replicationFactor: 2,
    minInSyncReplicas: '1',
    ...changes,
  };
};
const inputOf = (...names: string[]) => createTopics.input.parse({ topics: names.map((topic) => ({ topic })) });

describe('create-topics', () => {
  it('1. plans the counts that Kafka would choose, and deletes them again as its inverse', () => {
    const result = createTopics.plan(inputOf('a', 'b'), [validated('a'), validated('b', { replicationFactor: 1 })]);
    if ('refusals' in result) throw new Error('refused');
    expect(result.inverse).toEqual({ operation: 'delete-topic', input: { topics: ['a', 'b'] } });
    const { changes, warnings, commandLines } = createTopics.describe(result.plan);
    expect(changes).toHaveLength(4);
    expect(warnings).toEqual([{ key: 'singleReplica', values: { topic: 'b' } }]);
    expect(commandLines[0]).toMatch(/--create --topic a --partitions 3 --replication-factor 2$/);
  });

  it('1a. warns of topics that acks=all cannot write to, own or inherited, and of unclean elections', () => {
    const given = createTopics.input.parse({
      topics: [{ topic: 'a', configs: { 'unclean.leader.election.enable': 'TRUE' } }, { topic: 'b' }, { topic: 'c' }],
    });
    const validations = [
      validated('a', { minInSyncReplicas: '3' }),
      validated('b', { minInSyncReplicas: '2' }),
      validated('c', { minInSyncReplicas: null }),
    ];
    const result = createTopics.plan(given, validations);
    if ('refusals' in result) throw new Error('refused');
    expect(createTopics.describe(result.plan).warnings).toEqual([
      { key: 'minIsrAboveReplicas', values: { count: 1, names: 'a' } },
      { key: 'uncleanMayLoseRecords', values: { count: 1, names: 'a' } },
    ]);
  });

  it('2. one that Kafka refuses refuses all, each with its reason', () => {
    const validations = [
      validated('a'),
      validated('b', { errorName: 'TOPIC_ALREADY_EXISTS' }),
      validated('c', { errorName: 'INVALID_REPLICATION_FACTOR', message: 'too large' }),
    ];
    expect(createTopics.plan(inputOf('a', 'b', 'c'), validations)).toEqual({
      refusals: [
        { key: 'topicExists', values: { topic: 'b' } },
        { key: 'kafkaRefusesFor', values: { subject: 'c', error: 'INVALID_REPLICATION_FACTOR', message: 'too large' } },
      ],
    });
  });

  it('3. has no inverse past what may be deleted at once, and takes no name twice', () => {
    const names = Array.from({ length: 21 }, (_, index) => `t${index}`);
    expect(
      createTopics.plan(
        inputOf(...names),
        names.map((name) => validated(name)),
      ),
    ).toMatchObject({ inverse: null });
    expect(createTopics.input.safeParse({ topics: [{ topic: 'a' }, { topic: 'a' }] }).success).toBe(false);
  });
});

describe('topics as text', () => {
  it('4. name, partitions, replicas and policy, by lines or commas', () => {
    expect(parseTopicLines('Topic1:1:3,Topic2:1:1:compact\n\n  logs.v1 : 12 : 3 : compact+delete ')).toEqual({
      topics: [
        { topic: 'Topic1', partitionCount: 1, replicationFactor: 3, configs: {} },
        { topic: 'Topic2', partitionCount: 1, replicationFactor: 1, configs: { 'cleanup.policy': 'compact' } },
        { topic: 'logs.v1', partitionCount: 12, replicationFactor: 3, configs: { 'cleanup.policy': 'compact,delete' } },
      ],
      problems: [],
    });
  });

  it.each([
    ['orders', 'shape'],
    ['orders:1', 'shape'],
    ['orders:1:1:compact:x', 'shape'],
    ['or ders:1:1', 'topic'],
    ['..:1:1', 'topic'],
    ['orders:0:1', 'partitions'],
    ['orders:1e3:1', 'partitions'],
    ['orders:1:-1', 'replication'],
    ['orders:1:1:keep', 'cleanupPolicy'],
    ['kept:2:2', 'duplicate'],
  ])('5. %j: %s', (entry, problem) => {
    const parsed = parseTopicLines(`kept:1:1\n${entry}`);
    expect(parsed.problems).toEqual([{ entry, problem }]);
    expect(parsed.topics.map(({ topic }) => topic)).toEqual(['kept']);
  });
});
