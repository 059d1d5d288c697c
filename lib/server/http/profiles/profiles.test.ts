import { beforeAll, describe, expect, test } from 'vitest';
import { buildBroker, buildMember, roundAtMs } from '@/lib/domain/testing/build-snapshot';
import { type RoundScript, runRounds } from '@/lib/domain/testing/run-rounds';
import { METRIC_PROFILES } from '@/lib/server/metric-profiles';
import { serveMetrics } from '../metrics-route';
import { type ExposedPage, parseExposition } from '../testing/parse-exposition';
import { installTestRuntime, requestTo } from '../testing/route-harness';

const AWKWARD = 'a"b\\c\nd';
const logDir = { path: '/data', errorName: null, totalBytes: 1_000, usableBytes: 400, replicaCount: 3 };

/** `orders` moves; `stale` was not read in the last round; `left` reads nothing any more. */
const script: RoundScript = (round) => ({
  kafkaClusterId: 'id-1',
  controllerId: 2,
  brokers: [
    buildBroker(1, { rack: 'a', logDirs: [{ ...logDir, replicaBytes: 500 }] }),
    buildBroker(2, { logDirs: [{ ...logDir, replicaBytes: 70 }] }),
  ],
  topics: [
    {
      name: 'orders',
      ends: [100 + 10 * round, 50, 7],
      starts: [20, 0, 0],
      replicas: [
        [1, 2],
        [2, 1],
        [1, 2],
      ],
      totalBytes: 570,
      configOverrides: { 'cleanup.policy': 'compact' },
    },
    { name: 'stale', ends: [9, 9], endsReadAtMs: [1, 1], totalBytes: Number.NaN, configOverrides: null },
  ],
  groups: [
    {
      groupId: AWKWARD,
      state: 'Empty',
      positions: [{ topic: 'orders', committed: { 0: 10 } }],
    },
    {
      groupId: 'billing',
      members: [
        buildMember('m-1', [{ topic: 'orders', partitions: [0, 1] }]),
        buildMember('m-2', [{ topic: 'orders', partitions: [2] }]),
        buildMember('m-3', []),
      ],
      positions: [{ topic: 'orders', committed: { 0: 40 + 5 * round, 1: 50 } }],
    },
    { groupId: 'blind', positions: [{ topic: 'stale', committed: { 0: 5 } }] },
    { groupId: 'none', members: null },
    { groupId: 'shared', type: 'share', positions: [{ topic: 'orders', committed: { 0: 1 }, reportedLag: [4] }] },
  ],
});

async function readProfile(query: string): Promise<ExposedPage> {
  const response = await serveMetrics().GET(requestTo(`/metrics${query}`));
  expect(response.status).toBe(200);
  return parseExposition(await response.text());
}

/** Samples of one metric as `label=value … number`, in the order of the page. */
function samplesOf(page: ExposedPage, name: string): string[] {
  expect(page.types.has(name)).toBe(true);
  return page.samples
    .filter((sample) => sample.name === name)
    .map(({ labels, value }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}=${text}`);
      return [...pairs, value].join(' ');
    });
}

beforeAll(() => {
  installTestRuntime('off', runRounds(12, script));
});

describe('the kminion profile', () => {
  let page: ExposedPage;
  const of = (name: string) => samplesOf(page, `kminion_${name}`);
  beforeAll(async () => {
    page = await readProfile('?profile=kminion');
  });

  test('1. the cluster, its brokers and their log dirs', () => {
    expect(of('exporter_up')).toEqual(['version= 1']);
    expect(of('kafka_cluster_info')).toEqual(['broker_count=2 cluster_id=id-1 cluster_version=v4.3 controller_id=2 1']);
    expect(of('kafka_broker_info')).toEqual([
      'address=broker-1 broker_id=1 is_controller=false port=9092 rack_id=a 1',
      'address=broker-2 broker_id=2 is_controller=true port=9092 rack_id= 1',
    ]);
    expect(of('kafka_broker_log_dir_size_total_bytes')).toEqual([
      'address=broker-1 broker_id=1 port=9092 rack_id=a 500',
      'address=broker-2 broker_id=2 port=9092 rack_id= 70',
    ]);
    expect(of('kafka_topic_log_dir_size_total_bytes')).toEqual(['topic_name=orders 570']);
  });

  test('2. topics: what was not read is absent, and no sum is told without it', () => {
    expect(of('kafka_topic_info')).toEqual([
      'cleanup_policy=compact partition_count=3 replication_factor=2 topic_name=orders 1',
      'cleanup_policy=N/A partition_count=2 replication_factor=1 topic_name=stale 1',
    ]);
    expect(of('kafka_topic_partition_high_water_mark')).toEqual([
      'partition_id=0 topic_name=orders 210',
      'partition_id=1 topic_name=orders 50',
      'partition_id=2 topic_name=orders 7',
    ]);
    expect(of('kafka_topic_high_water_mark_sum')).toEqual(['topic_name=orders 267']);
    expect(of('kafka_topic_low_water_mark_sum')).toEqual(['topic_name=orders 20', 'topic_name=stale 0']);
    expect(of('kafka_topic_partition_low_water_mark')).toHaveLength(5);
  });

  test('3. groups: state, members and assignments; share groups and what was not described are absent', () => {
    expect(of('kafka_consumer_group_info')).toEqual([
      `coordinator_id=1 group_id=${AWKWARD} protocol=range protocol_type=consumer state=Empty 0`,
      'coordinator_id=1 group_id=billing protocol=range protocol_type=consumer state=Stable 1',
      'coordinator_id=1 group_id=blind protocol=range protocol_type=consumer state=Stable 1',
    ]);
    expect(of('kafka_consumer_group_members')).toContain('group_id=billing 3');
    expect(of('kafka_consumer_group_empty_members')).toEqual(['group_id=billing 1']);
    expect(of('kafka_consumer_group_topic_members')).toEqual(['group_id=billing topic_name=orders 2']);
    expect(of('kafka_consumer_group_topic_assigned_partitions')).toEqual(['group_id=billing topic_name=orders 3']);
  });

  test('4. lag of partitions with a commit, and their sums', () => {
    expect(of('kafka_consumer_group_topic_partition_lag')).toEqual([
      `group_id=${AWKWARD} partition_id=0 topic_name=orders 190`,
      'group_id=billing partition_id=0 topic_name=orders 115',
      'group_id=billing partition_id=1 topic_name=orders 0',
    ]);
    expect(of('kafka_consumer_group_topic_lag')).toEqual([
      `group_id=${AWKWARD} topic_name=orders 190`,
      'group_id=billing topic_name=orders 115',
    ]);
    expect(of('kafka_consumer_group_topic_offset_sum')).toEqual([
      `group_id=${AWKWARD} topic_name=orders 10`,
      'group_id=billing topic_name=orders 145',
      'group_id=blind topic_name=stale 5',
    ]);
  });
});

describe('the kafka-lag-exporter profile', () => {
  let page: ExposedPage;
  const of = (name: string) => samplesOf(page, name);
  beforeAll(async () => {
    page = await readProfile('?profile=kafka-lag-exporter');
  });

  test('5. offsets of the topics that groups read, and the time of a poll', () => {
    expect(of('kafka_partition_latest_offset')).toEqual([
      'cluster_name=test topic=orders partition=0 210',
      'cluster_name=test topic=orders partition=1 50',
      'cluster_name=test topic=orders partition=2 7',
    ]);
    expect(of('kafka_partition_earliest_offset')).toHaveLength(5);
    expect(of('kafka_consumergroup_poll_time_ms')).toEqual(['cluster_name=test 20']);
  });

  test('6. a row for each commit and each assignment: NaN without a commit, "unknown" without an owner', () => {
    const owner = (member: string) => `member_host=/127.0.0.1 consumer_id=${member} client_id=client-of-${member}`;
    const nobody = 'member_host=unknown consumer_id=unknown client_id=unknown';
    expect(of('kafka_consumergroup_group_lag')).toEqual([
      `cluster_name=test group=${AWKWARD} topic=orders partition=0 ${nobody} 190`,
      `cluster_name=test group=billing topic=orders partition=0 ${owner('m-1')} 115`,
      `cluster_name=test group=billing topic=orders partition=1 ${owner('m-1')} 0`,
      `cluster_name=test group=billing topic=orders partition=2 ${owner('m-2')} NaN`,
      `cluster_name=test group=blind topic=stale partition=0 ${nobody} NaN`,
    ]);
    expect(of('kafka_consumergroup_group_offset').map((sample) => sample.split(' ').at(-1))).toEqual([
      '10',
      '95',
      '50',
      'NaN',
      '5',
    ]);
  });

  test('7. seconds are those of the screens', () => {
    const seconds = of('kafka_consumergroup_group_lag_seconds').map((sample) => Number(sample.split(' ').at(-1)));
    expect(seconds).toEqual([110, 110, 0, Number.NaN, Number.NaN]);
    expect(of('kafka_consumergroup_group_max_lag_seconds')).toContain('cluster_name=test group=billing 110');
  });

  test('8. sums and maxima leave out what has no commit, and are NaN where a commit could not be judged', () => {
    const expected = [
      `cluster_name=test group=${AWKWARD} 190`,
      'cluster_name=test group=billing 115',
      'cluster_name=test group=blind NaN',
    ];
    expect(of('kafka_consumergroup_group_max_lag')).toEqual(expected);
    expect(of('kafka_consumergroup_group_sum_lag')).toEqual(expected);
    expect(of('kafka_consumergroup_group_topic_sum_lag')).toEqual([
      `cluster_name=test group=${AWKWARD} topic=orders 190`,
      'cluster_name=test group=billing topic=orders 115',
      'cluster_name=test group=blind topic=stale NaN',
    ]);
  });
});

describe('the burrow profile', () => {
  let page: ExposedPage;
  const of = (name: string) => samplesOf(page, `burrow_kafka_${name}`);
  beforeAll(async () => {
    page = await readProfile('?profile=burrow');
  });

  test('9. totals and statuses of groups, by number; absent where a part was not read', () => {
    expect(of('consumer_lag_total')).toEqual([
      `cluster=test consumer_group=${AWKWARD} 190`,
      'cluster=test consumer_group=billing 115',
    ]);
    expect(of('consumer_status')).toEqual([
      `cluster=test consumer_group=${AWKWARD} 3`,
      'cluster=test consumer_group=billing 2',
    ]);
  });

  test('10. partitions: lag where there is a commit, offset and status once the window is full', () => {
    expect(of('consumer_partition_lag')).toEqual([
      `cluster=test consumer_group=${AWKWARD} partition=0 topic=orders 190`,
      'cluster=test consumer_group=billing partition=0 topic=orders 115',
      'cluster=test consumer_group=billing partition=1 topic=orders 0',
    ]);
    expect(of('consumer_current_offset')).toEqual(['cluster=test consumer_group=billing partition=0 topic=orders 95']);
    expect(of('topic_partition_status')).toEqual(['cluster=test consumer_group=billing partition=0 topic=orders 2']);
    expect(of('topic_partition_offset')).toEqual([
      'cluster=test partition=0 topic=orders 210',
      'cluster=test partition=1 topic=orders 50',
      'cluster=test partition=2 topic=orders 7',
    ]);
  });
});

describe('all profiles', () => {
  test('11. each is told when asked for, and only then; without asking what the environment names', async () => {
    const prefixes: Record<string, RegExp> = {
      highwater: /^highwater_/,
      kafka_exporter: /^kafka_(broker|topic|consumergroup_(?!group|poll))/,
      kminion: /^kminion_/,
      'kafka-lag-exporter': /^kafka_(partition|consumergroup_(group|poll))_/,
      burrow: /^burrow_/,
    };
    for (const profile of METRIC_PROFILES) {
      const { samples } = await readProfile(`?profile=${profile}`);
      expect(samples.length).toBeGreaterThan(5);
      for (const { name } of samples) expect(name).toMatch(prefixes[profile] ?? /never/);
    }
    const named = new Set((await readProfile('')).samples.map(({ name }) => name.split('_')[0]));
    expect(named).toEqual(new Set(['highwater', 'kafka']));
  });

  test('12. several clusters are told apart in each', async () => {
    const { board } = installTestRuntime('off', runRounds(12, script));
    const [other] = runRounds(1, (round) => ({ ...script(round), clusterId: 'second' }));
    if (other === undefined) throw new Error('no round');
    board.post({ epoch: 1, roundNumber: 1, round: other });
    const label = { 'kafka-lag-exporter': 'cluster_name' } as Record<string, string>;
    for (const profile of METRIC_PROFILES) {
      const { samples } = await readProfile(`?profile=${profile}`);
      const clusters = new Set(samples.map(({ labels }) => labels[label[profile] ?? 'cluster']));
      if (profile === 'highwater') clusters.delete(undefined as never);
      expect([profile, clusters]).toEqual([profile, new Set(['test', 'second'])]);
    }
  });
});

describe('a topic of which one partition was not read', () => {
  test.each([
    ['in the last round', 9],
    ['ever', null],
  ])('13. %s has no sum anywhere, and the partition that was read is told', async (_, end) => {
    const half: RoundScript = (round) => ({
      topics: [{ name: 'half', ends: [9, end], endsReadAtMs: [roundAtMs(round), 1] }],
      groups: [{ groupId: 'g', positions: [{ topic: 'half', committed: { 0: 5, 1: 5 } }] }],
    });
    installTestRuntime('off', runRounds(2, half));
    const kminion = await readProfile('?profile=kminion');
    const lag = 'kminion_kafka_consumer_group_topic_partition_lag';
    expect(samplesOf(kminion, lag)).toEqual(['group_id=g partition_id=0 topic_name=half 4']);
    expect(samplesOf(kminion, 'kminion_kafka_consumer_group_topic_lag')).toEqual([]);
    expect(samplesOf(kminion, 'kminion_kafka_topic_high_water_mark_sum')).toEqual([]);
    const exporter = await readProfile('?profile=kafka-lag-exporter');
    const sum = 'kafka_consumergroup_group_sum_lag';
    expect(samplesOf(exporter, sum)).toEqual(['cluster_name=test group=g NaN']);
    const burrow = await readProfile('?profile=burrow');
    expect(samplesOf(burrow, 'burrow_kafka_consumer_partition_lag')).toHaveLength(1);
    expect(samplesOf(burrow, 'burrow_kafka_consumer_lag_total')).toEqual([]);
    const own = await readProfile('?profile=highwater');
    expect(samplesOf(own, 'highwater_group_lag_records')).toEqual([]);
    expect(samplesOf(own, 'highwater_group_topic_lag_records')).toEqual([]);
  });
});

describe("Highwater's own metrics about clusters", () => {
  let page: ExposedPage;
  const of = (name: string) => samplesOf(page, `highwater_${name}`);
  beforeAll(async () => {
    installTestRuntime('off', runRounds(12, script));
    page = await readProfile('?profile=highwater');
  });

  test('14. counts of brokers, topics and partitions', () => {
    expect(of('brokers')).toEqual(['cluster=test state=up 2', 'cluster=test state=down 0']);
    expect(of('topics')).toEqual(['cluster=test 2']);
    expect(of('partitions')).toEqual(['cluster=test 5']);
    expect(of('partitions_under_replicated')).toEqual(['cluster=test 3']);
    expect(of('partitions_offline')).toEqual(['cluster=test 0']);
    expect(of('log_dir_usable_bytes')).toEqual([
      'cluster=test broker=1 log_dir=/data 400',
      'cluster=test broker=2 log_dir=/data 400',
    ]);
    expect(of('topic_size_bytes')).toEqual(['cluster=test topic=orders 570']);
    expect(of('topic_produced_records_per_second')).toEqual(['cluster=test topic=orders 1']);
  });

  test('15. groups: what could not be read is absent', () => {
    expect(of('group_lag_records').filter((sample) => !sample.includes('shared'))).toEqual([
      `cluster=test group=${AWKWARD} 190`,
      'cluster=test group=billing 115',
    ]);
    expect(of('group_topic_lag_records')).toContain('cluster=test group=billing topic=orders 115');
    expect(of('group_lag_seconds')).toContain('cluster=test group=billing 110');
    expect(of('group_consumed_records_per_second')).toContain('cluster=test group=billing 0.5');
    expect(of('group_members').filter((sample) => sample.includes('none'))).toEqual([]);
    expect(of('group_info')).toContain(
      'cluster=test group=billing type=classic state=Stable verdict=LAGGING status=slow 1',
    );
    expect(of('group_lag_records')).toContain('cluster=test group=shared 4');
  });
});
