import { beforeEach, describe, expect, test } from 'vitest';
import { buildBroker, buildMember } from '@/lib/domain/testing/build-snapshot';
import { type RoundScript, runRounds } from '@/lib/domain/testing/run-rounds';
import { serveMetrics } from './metrics-route';
import { installTestRuntime, requestTo } from './testing/route-harness';

const AWKWARD_GROUP = 'a"b\\c\nd';

const script: RoundScript = (round) => ({
  brokers: [buildBroker(1), buildBroker(2), buildBroker(3, { isRegistered: false })],
  topics: [
    {
      name: 'orders',
      ends: [120, 50, 7],
      starts: [20, 0, 0],
      replicas: [[1, 2], [2, 1], [3]],
      isr: [[1, 2], [1], []],
      leaders: [1, 1, -1],
    },
    { name: 'stale', ends: [9, 9], endsReadAtMs: [1, 1] },
  ],
  groups: [
    {
      groupId: 'billing',
      members: [buildMember('m', []), buildMember('n', [])],
      positions: [{ topic: 'orders', committed: { 0: 100, 1: 50 } }],
    },
    { groupId: AWKWARD_GROUP, positions: [{ topic: 'orders', committed: { 0: 10 } }] },
    { groupId: 'blind', positions: [{ topic: 'stale', committed: { 0: 5, 1: 5 } }] },
    { groupId: 'none', members: null },
  ],
  collector: {
    instanceId: 'i',
    leaseEpoch: 7,
    roundNumber: round + 1,
    roundDurationMs: 250,
    overrunCount: 2,
    bufferedRounds: 3,
    requests: [{ brokerId: 1, circuit: 'open', requestCounts: { Metadata: 4 }, errorCounts: { Metadata: 1 } }],
  },
});

async function readPage(query = ''): Promise<string> {
  const response = await serveMetrics().GET(requestTo(`/metrics${query}`));
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
}

/** Samples of one metric, without its name. */
function samplesOf(page: string, name: string): string[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length).trim());
}

const LINE =
  /^(# (HELP|TYPE) [a-z][a-z0-9_]* .*|[a-z][a-z0-9_]*(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)*\})? (-?[0-9.e+-]+|NaN|[+-]Inf))$/;

describe('the kafka_exporter profile', () => {
  beforeEach(() => {
    installTestRuntime('off', runRounds(2, script).slice(-1));
  });

  test('1. brokers and topics: names, labels and values as kafka_exporter writes them', async () => {
    const page = await readPage();
    expect(samplesOf(page, 'kafka_brokers')).toEqual(['2']);
    expect(samplesOf(page, 'kafka_broker_info')).toEqual([
      '{id="1",address="broker-1:9092"} 1',
      '{id="2",address="broker-2:9092"} 1',
    ]);
    expect(samplesOf(page, 'kafka_topic_partitions')).toEqual(['{topic="orders"} 3', '{topic="stale"} 2']);
    const orders = (name: string) => samplesOf(page, name).filter((sample) => sample.includes('orders'));
    expect(orders('kafka_topic_partition_current_offset')).toEqual([
      '{partition="0",topic="orders"} 120',
      '{partition="1",topic="orders"} 50',
      '{partition="2",topic="orders"} 7',
    ]);
    const values = (name: string) => orders(name).map((sample) => sample.split(' ')[1]);
    expect(values('kafka_topic_partition_oldest_offset')).toEqual(['20', '0', '0']);
    expect(values('kafka_topic_partition_leader')).toEqual(['1', '1']);
    expect(values('kafka_topic_partition_leader_is_preferred')).toEqual(['1', '0', '0']);
    expect(values('kafka_topic_partition_replicas')).toEqual(['2', '2', '1']);
    expect(values('kafka_topic_partition_in_sync_replica')).toEqual(['2', '1', '0']);
    expect(values('kafka_topic_partition_under_replicated_partition')).toEqual(['0', '1', '1']);
  });

  test('2. groups: -1 for no commit, also inside the sum of offsets, and nowhere inside the sum of lag', async () => {
    const page = await readPage();
    const of = (name: string) => samplesOf(page, name).filter((sample) => sample.includes('"billing"'));
    expect(of('kafka_consumergroup_current_offset')).toEqual([
      '{consumergroup="billing",partition="0",topic="orders"} 100',
      '{consumergroup="billing",partition="1",topic="orders"} 50',
      '{consumergroup="billing",partition="2",topic="orders"} -1',
    ]);
    expect(of('kafka_consumergroup_lag').map((sample) => sample.split(' ')[1])).toEqual(['20', '0', '-1']);
    expect(of('kafka_consumergroup_current_offset_sum')).toEqual(['{consumergroup="billing",topic="orders"} 149']);
    expect(of('kafka_consumergroup_lag_sum')).toEqual(['{consumergroup="billing",topic="orders"} 20']);
    expect(of('kafka_consumergroup_members')).toEqual(['{consumergroup="billing"} 2']);
  });

  test('3. what was not read is absent, also as a part of a sum', async () => {
    const page = await readPage();
    const of = (name: string) => samplesOf(page, name).filter((sample) => sample.includes('"blind"'));
    expect(
      samplesOf(page, 'kafka_topic_partition_current_offset').filter((sample) => sample.includes('stale')),
    ).toEqual([]);
    expect(of('kafka_consumergroup_current_offset')).toHaveLength(2);
    expect(of('kafka_consumergroup_lag')).toEqual([]);
    expect(of('kafka_consumergroup_lag_sum')).toEqual([]);
    expect(samplesOf(page, 'kafka_consumergroup_members').some((sample) => sample.includes('"none"'))).toBe(false);
  });

  test('4. every line is of the format, whatever a name holds', async () => {
    const page = await readPage();
    expect(page).toContain('consumergroup="a\\"b\\\\c\\nd"');
    for (const line of page.split('\n').filter((one) => one !== '')) expect(line).toMatch(LINE);
  });

  test('5. several clusters are told apart by a label in front; one of them alone has the exact labels', async () => {
    const { board } = installTestRuntime('off', runRounds(1, script));
    const [other] = runRounds(1, (round) => ({ ...script(round), clusterId: 'second' }));
    if (other === undefined) throw new Error('no round');
    board.post({ epoch: 1, roundNumber: 1, round: other });
    expect(samplesOf(await readPage(), 'kafka_brokers')).toEqual(['{cluster="test"} 2', '{cluster="second"} 2']);
    expect(samplesOf(await readPage('?cluster=second'), 'kafka_brokers')).toEqual(['2']);
    const unknown = await serveMetrics().GET(requestTo('/metrics?cluster=nope'));
    expect(unknown.status).toBe(404);
  });
});

describe("Highwater's own metrics", () => {
  test('6. the collector, the requests and this process', async () => {
    const runtime = installTestRuntime('off', runRounds(2, script).slice(-1));
    runtime.metrics.observeRequest('/x', 'GET', 200, 0.02);
    const page = await readPage('?profile=highwater');
    expect(samplesOf(page, 'highwater_round_duration_seconds')).toEqual(['{cluster="test"} 0.25']);
    expect(samplesOf(page, 'highwater_round_overruns_total')).toEqual(['{cluster="test"} 2']);
    expect(samplesOf(page, 'highwater_rounds_buffered')).toEqual(['{cluster="test"} 3']);
    expect(samplesOf(page, 'highwater_lease_epoch')).toEqual(['{cluster="test"} 7']);
    expect(samplesOf(page, 'highwater_broker_requests_total')).toEqual([
      '{cluster="test",broker="1",api="Metadata"} 4',
    ]);
    expect(samplesOf(page, 'highwater_broker_circuit_open')).toEqual(['{cluster="test",broker="1"} 1']);
    expect(samplesOf(page, 'highwater_http_request_duration_seconds_count')).toEqual([
      '{route="/x",method="GET",status="200"} 1',
    ]);
    expect(samplesOf(page, 'highwater_event_streams')).toEqual(['0']);
    expect(samplesOf(page, 'highwater_nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
    expect(page).not.toContain('kafka_brokers');
    expect(await readPage('?profile=kafka_exporter')).not.toContain('highwater_');
  });
});
