import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddPartitionsFacts, addPartitions } from './add-partitions';
import { planNewPartitions } from './plan-new-partitions';

function topicOf(topic: string, assignment: readonly (readonly number[])[]) {
  const partitions = assignment.map((replicas, partition) => {
    return { partition, leader: replicas[0] ?? -1, leaderEpoch: 0, replicas, isr: replicas, offline: [] };
  });
  return { topic, topicId: `id-of-${topic}`, isInternal: topic.startsWith('__'), partitions };
}

function factsOf(changes: Partial<AddPartitionsFacts> = {}): AddPartitionsFacts {
  const topics = [
    topicOf('orders', [
      [1, 2],
      [2, 3],
    ]),
    topicOf('wide', [[1, 2, 3]]),
    topicOf('__consumer_offsets', [[1]]),
  ];
  return {
    topics: new Map(topics.map((one) => [one.topic, one])),
    liveBrokers: [1, 2, 3].map((brokerId) => ({ brokerId, rack: null })),
    kafkaRefusals: [],
    ...changes,
  };
}

const planOf = (given: { topics: string[]; total: number; brokers?: number[] | undefined }, facts = factsOf()) =>
  addPartitions.plan(addPartitions.input.parse(given), facts);
const keysOf = (result: ReturnType<typeof planOf>) =>
  'refusals' in result ? result.refusals.map(({ key }) => key) : 'planned';

describe('add-partitions', () => {
  it('1. places new partitions on the chosen brokers that have least, as often as the topic has replicas', () => {
    const result = planOf({ topics: ['orders'], total: 4, brokers: [1, 2, 3] });
    expect(result).toMatchObject({
      plan: { topics: [{ before: 2, assignments: [[3, 1], [1, 2]] }] }, // biome-ignore format: one row
      inverse: null,
    });
  });

  it('2. says how many keys map elsewhere, with an example', () => {
    const result = planOf({ topics: ['orders'], total: 4 });
    if ('refusals' in result) throw new Error('refused');
    const { changes, warnings, commandLines } = addPartitions.describe(result.plan);
    expect(changes).toEqual([{ subject: 'orders', aspect: 'partitions', before: '2', after: '4' }]);
    expect(warnings.map(({ key }) => key)).toEqual(['keysMove', 'partitionsStay']);
    expect(warnings[0]?.values).toMatchObject({ before: 2, total: 4, sampleSize: 1_000 });
    expect(commandLines).toEqual([
      'bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --alter --topic orders --partitions 4',
    ]);
  });

  it('3. gives the tool the replicas of old and new partitions, as it wants them', () => {
    const result = planOf({ topics: ['orders'], total: 4, brokers: [2, 3] });
    if ('refusals' in result) throw new Error('refused');
    expect(addPartitions.describe(result.plan).commandLines[0]).toMatch(/--replica-assignment 1:2,2:3,3:2,3:2$/);
  });

  it('3a. says that racks are not looked at when brokers that have racks are chosen', () => {
    const warned = (rack: string | null, brokers?: number[]) => {
      const liveBrokers = [1, 2, 3].map((brokerId) => ({ brokerId, rack }));
      const result = planOf({ topics: ['orders'], total: 4, brokers }, factsOf({ liveBrokers }));
      if ('refusals' in result) throw new Error('refused');
      return addPartitions.describe(result.plan).warnings.some(({ key }) => key === 'racksIgnored');
    };
    expect([warned('a', [1, 2]), warned(null, [1, 2]), warned('a')]).toEqual([true, false, false]);
  });

  it.each([
    [{ topics: ['gone'], total: 4 }, ['missingTopics']],
    [{ topics: ['__consumer_offsets'], total: 4 }, ['internalTopics']],
    [{ topics: ['orders', 'wide'], total: 2 }, ['notMorePartitions']],
    [{ topics: ['orders'], total: 4, brokers: [1, 9] }, ['deadBrokers']],
    [{ topics: ['orders', 'wide'], total: 4, brokers: [1, 2] }, ['tooFewBrokers']],
  ])('4. refuses %j: %j', (given, keys) => {
    expect(keysOf(planOf(given))).toEqual(keys);
  });

  it('5. refuses with Kafka’s reason', () => {
    const kafkaRefusals = [{ subject: 'orders', errorName: 'REASSIGNMENT_IN_PROGRESS', message: '' }];
    expect(keysOf(planOf({ topics: ['orders'], total: 4 }, factsOf({ kafkaRefusals })))).toEqual(['kafkaRefusesFor']);
  });
});

it('6. every new partition gets different brokers, and leaders differ by one at most on an empty start', () => {
  const given = fc.record({
    brokers: fc.integer({ min: 1, max: 8 }),
    factor: fc.integer({ min: 1, max: 3 }),
    total: fc.integer({ min: 2, max: 60 }),
  });
  fc.assert(
    fc.property(given, ({ brokers, factor, total }) => {
      const ids = Array.from({ length: Math.max(brokers, factor) }, (_, index) => index + 1);
      const first = topicOf('t', [ids.slice(0, factor)]);
      const [placed] = planNewPartitions([first], total, ids);
      const all = [ids.slice(0, factor), ...(placed?.assignments ?? [])];
      expect(all).toHaveLength(total);
      for (const replicas of all) expect(new Set(replicas).size).toBe(factor);
      const led = ids.map((id) => all.filter(([leader]) => leader === id).length);
      expect(Math.max(...led) - Math.min(...led)).toBeLessThanOrEqual(1);
    }),
  );
});
