import { describe, expect, test } from 'vitest';
import { type BrokerMetricsFacts, packTopicMeters } from '@/lib/domain/broker-metrics/broker-metrics';
import { createMeterColumn, type Meter, type MeterFigure, meterSlot } from '@/lib/domain/broker-metrics/meters';
import { buildBroker } from '@/lib/domain/testing/build-snapshot';
import { brokerMetricsView, clusterMetricsView, topicMetricsView } from './broker-metrics';
import { brokersView } from './brokers';
import { readView, sourceOf } from './testing/view-source';

function columnOf(meter: Meter, figure: MeterFigure, value: number) {
  const column = createMeterColumn();
  column[meterSlot(meter, figure)] = value;
  return column;
}

/** Broker 1 was read, broker 2 was not, broker 3 is down. */
const facts: BrokerMetricsFacts = {
  source: 'jolokia',
  brokers: [
    {
      brokerId: 1,
      readAtMs: 5,
      meters: columnOf('bytesIn', 'oneMinuteRate', 12.3456),
      gauges: { requestHandlerIdle: 0.957, networkProcessorIdle: null, underReplicatedPartitions: 0 },
      messagesIn: {
        atMs: Float64Array.of(1_000, 3_000, 5_000, 7_000, 9_000),
        counts: Float64Array.of(10, 30, Number.NaN, 50, 4),
      },
    },
  ],
  topics: packTopicMeters(new Map([['orders', columnOf('messagesIn', 'count', 7)]])),
};

const sourceWith = (brokerMetrics: BrokerMetricsFacts | null) =>
  sourceOf(1, () => ({
    brokers: [buildBroker(1), buildBroker(2), buildBroker(3, { isRegistered: false })],
    topics: [
      { name: 'orders', ends: [1] },
      { name: 'quiet', ends: [1] },
    ],
    brokerMetrics,
  }));
const inTest = { cluster: 'test' };

describe('configured', () => {
  const source = sourceWith(facts);
  test('a broker tells what was read of it, and no share while another is missing', async () => {
    const answer = await readView(brokerMetricsView, source, { ...inTest, brokerId: '1' });
    expect(answer).toMatchObject({
      source: 'jolokia',
      readAtMs: 5,
      requestHandlerIdlePercent: 95.7,
      networkProcessorIdlePercent: null,
      underReplicatedPartitions: 0,
      sharePercent: { bytesIn: null },
      gaps: [],
    });
    expect(answer.meters.map(({ id }) => id)).toHaveLength(6);
    expect(answer.meters[1]).toMatchObject({ id: 'bytesIn', oneMinutePerSecond: 12.346, count: null });
  });
  test('messages per second leave out reads that failed and restarts', async () => {
    const { messagesIn } = await readView(brokerMetricsView, source, { ...inTest, brokerId: '1' });
    expect(messagesIn.map(({ count, perSecond }) => [count, perSecond])).toEqual([
      [10, null],
      [30, 10],
      [null, null],
      [50, null],
      [4, null],
    ]);
  });
  test('a broker that was not read has nulls, never 0', async () => {
    const answer = await readView(brokerMetricsView, source, { ...inTest, brokerId: '2' });
    expect(answer).toMatchObject({ readAtMs: null, underReplicatedPartitions: null, messagesIn: [] });
    expect(answer.meters.every(({ count, oneMinutePerSecond }) => count === null && oneMinutePerSecond === null)).toBe(
      true,
    );
    const { items } = await readView(brokersView, source, inTest);
    expect(items.map(({ bytesInPerSecond }) => bytesInPerSecond)).toEqual([12.35, null, null]);
  });
  test('sums say of how many live brokers', async () => {
    const counts = { liveBrokerCount: 2, readBrokerCount: 1 };
    expect(await readView(clusterMetricsView, source, inTest)).toMatchObject(counts);
    const orders = await readView(topicMetricsView, source, { ...inTest, topic: 'orders' });
    expect(orders).toMatchObject(counts);
    expect(orders.meters[0]).toMatchObject({ id: 'messagesIn', count: 7, meanPerSecond: null });
    const quiet = await readView(topicMetricsView, source, { ...inTest, topic: 'quiet' });
    expect(quiet.meters[0]?.count).toBeNull();
  });
  test('what is not there is not found', async () => {
    await expect(readView(brokerMetricsView, source, { ...inTest, brokerId: '9' })).rejects.toThrow(/broker 9/);
    await expect(readView(topicMetricsView, source, { ...inTest, topic: 'none' })).rejects.toThrow(/none/);
  });
});

test('not configured: null, with the reason', async () => {
  const answer = await readView(clusterMetricsView, sourceWith(null), inTest);
  expect(answer).toMatchObject({ source: null, gaps: [{ fact: 'broker-metrics', reason: 'not_configured' }] });
  expect(answer.meters[0]?.count).toBeNull();
});
