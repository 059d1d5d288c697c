import { describe, expect, it } from 'vitest';
import { isSameConfigValue } from '../configs/config-changes';
import type { ConfigNow } from '../facts/read-configs';
import { alterTopicConfigs, type TopicConfigFacts } from './alter-topic-configs';

/** As a 4.3 broker described two topics: `retention.ms` is set on `orders` alone. */
function config(name: string, value: string, changes: Partial<ConfigNow> = {}): [string, ConfigNow] {
  return [name, { name, value, isOwn: false, inherited: value, isReadOnly: false, isSensitive: false, ...changes }];
}
const inherited = [config('cleanup.policy', 'delete'), config('min.insync.replicas', '2')];
const topicOf = (topic: string) => ({ topic, topicId: `id-of-${topic}`, isInternal: false, partitions: [] });

function factsOf(changes: Partial<TopicConfigFacts> = {}): TopicConfigFacts {
  return {
    topics: new Map([topicOf('orders'), topicOf('payments')].map((one) => [one.topic, one])),
    configs: new Map([
      ['orders', new Map([config('retention.ms', '3600000', { isOwn: true, inherited: '604800000' }), ...inherited])],
      ['payments', new Map([config('retention.ms', '604800000'), ...inherited])],
    ]),
    refusals: [],
    ...changes,
  };
}

function planOf(raw: Parameters<typeof alterTopicConfigs.input.parse>[0], facts = factsOf()) {
  return alterTopicConfigs.plan(alterTopicConfigs.input.parse(raw), facts);
}

const keysOf = (result: ReturnType<typeof planOf>) =>
  'refusals' in result ? result.refusals.map(({ key }) => key) : 'planned';

describe('alter-topic-configs', () => {
  it('1. plans what differs, topic by topic, with the values before', () => {
    const result = planOf({ topics: ['orders', 'payments'], set: { 'retention.ms': '3600000' } });
    expect(result).toMatchObject({
      plan: {
        topics: [{ topic: 'payments', changes: [{ key: 'retention.ms', before: '604800000', wasOwn: false }] }],
      },
      inverse: { operation: 'alter-topic-configs', input: { topics: ['payments'], set: {}, remove: ['retention.ms'] } },
    });
  });

  it('2. goes back to the own value before; not where topics differed', () => {
    const one = planOf({ topics: ['orders'], set: { 'retention.ms': '1' }, remove: [] });
    expect(one).toMatchObject({ inverse: { input: { set: { 'retention.ms': '3600000' }, remove: [] } } });
    expect(planOf({ topics: ['orders', 'payments'], set: { 'retention.ms': '1' } })).toMatchObject({ inverse: null });
  });

  it('3. shows what a removed key falls back to', () => {
    const result = planOf({ topics: ['orders'], remove: ['retention.ms'] });
    if ('refusals' in result) throw new Error('refused');
    expect(alterTopicConfigs.describe(result.plan)).toEqual({
      summary: { key: 'alterTopicConfigs', values: { count: 1, names: 'orders' } },
      changes: [{ subject: 'orders', aspect: 'retention.ms', before: '3600000', after: '604800000' }],
      warnings: [{ key: 'configsFallBack', values: { count: 1, names: 'retention.ms' } }],
      commandLines: [
        'bin/kafka-configs.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --alter --entity-type topics --entity-name orders --delete-config retention.ms',
      ],
    });
  });

  it('4. refuses what is so already, whatever its spelling', () => {
    expect(keysOf(planOf({ topics: ['orders'], set: { 'retention.ms': ' 3600000' } }))).toEqual(['nothingToChange']);
    expect(keysOf(planOf({ topics: ['payments'], remove: ['retention.ms'] }))).toEqual(['nothingToChange']);
  });

  it('5. refuses missing topics, keys that are sensitive, read-only or not there, and what Kafka refuses', () => {
    expect(keysOf(planOf({ topics: ['gone'], set: { a: '1' } }))).toEqual(['missingTopics']);
    const configs = new Map([
      ['orders', new Map([config('secret', '', { isSensitive: true }), config('fixed', '1', { isReadOnly: true })])],
    ]);
    const given = { topics: ['orders'], set: { secret: 'x', fixed: '2' }, remove: ['no.such'] };
    expect(keysOf(planOf(given, factsOf({ configs })))).toEqual([
      'sensitiveConfigs',
      'readOnlyConfigs',
      'unknownConfigs',
    ]);
    const refusals = [{ subject: 'orders', errorName: 'INVALID_CONFIG', message: 'Unknown topic config name: a' }];
    expect(keysOf(planOf({ topics: ['orders'], set: { a: '1' } }, factsOf({ refusals })))).toEqual(['kafkaRefusesFor']);
  });

  it('6. says that a set value stops following the broker, and that an internal topic is changed', () => {
    const topics = new Map([['payments', { ...topicOf('payments'), isInternal: true }]]);
    const result = planOf({ topics: ['payments'], set: { 'cleanup.policy': 'delete' } }, factsOf({ topics }));
    if ('refusals' in result) throw new Error('refused');
    expect(alterTopicConfigs.describe(result.plan).warnings.map(({ key }) => key)).toEqual([
      'changesInternal',
      'configsPinned',
    ]);
  });

  it('6a. says that less retention deletes records, and nothing of the kind for more', () => {
    const warned = (value: string) => {
      const result = planOf({ topics: ['orders'], set: { 'retention.ms': value } });
      return 'refusals' in result ? [] : alterTopicConfigs.describe(result.plan).warnings;
    };
    expect(warned('60000')).toEqual([{ key: 'recordsMayGo', values: { count: 1, names: 'retention.ms' } }]);
    expect(warned('-1')).toEqual([]);
  });

  it('6b. warns when acks=all would fail, by a value set or fallen back to, and of unclean elections', () => {
    const partitions = [
      [1, 2, 3],
      [1, 2],
    ].map((replicas, partition) => {
      return { partition, leader: 1, leaderEpoch: 0, replicas, isr: replicas, offline: [] };
    });
    const topics = new Map([['orders', { ...topicOf('orders'), partitions }]]);
    const warned = (given: object, own: [string, ConfigNow][] = []) => {
      const configs = new Map([['orders', new Map([...inherited, ...own])]]);
      const result = planOf({ topics: ['orders'], ...given }, factsOf({ topics, configs }));
      if ('refusals' in result) throw new Error('refused');
      return alterTopicConfigs.describe(result.plan).warnings.map(({ key }) => key);
    };
    const own = config('min.insync.replicas', '1', { isOwn: true, inherited: '3' });
    expect(warned({ set: { 'min.insync.replicas': '3' } })).toEqual(['minIsrAboveReplicas']);
    expect(warned({ set: { 'min.insync.replicas': '1' } })).toEqual([]);
    expect(warned({ remove: ['min.insync.replicas'] }, [own])).toEqual(['minIsrAboveReplicas', 'configsFallBack']);
    expect(warned({ set: { 'unclean.leader.election.enable': 'true' } })).toEqual(['uncleanMayLoseRecords']);
    expect(warned({ set: { 'unclean.leader.election.enable': 'false' } })).toEqual([]);
  });

  it('7. takes no key twice and not nothing', () => {
    const accepts = (given: object) => alterTopicConfigs.input.safeParse({ topics: ['orders'], ...given }).success;
    expect(accepts({ set: { a: '1' }, remove: ['a'] })).toBe(false);
    expect(accepts({})).toBe(false);
    expect(accepts({ set: { a: '1' }, remove: ['b'] })).toBe(true);
  });
});

it.each([
  ['compact,delete', 'compact, delete', true],
  ['0.50', '0.5', true],
  ['0.0001', '1.0E-4', true],
  ['5e-1', '.5', true],
  ['TRUE', 'true', true],
  ['1', '2', false],
  ['9223372036854775807', '9223372036854775806', false],
  ['', '0', false],
])('8. Kafka takes %j and %j for the same: %s', (left, right, isSame) => {
  expect(isSameConfigValue(left, right)).toBe(isSame);
});
