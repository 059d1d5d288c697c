import { z } from 'zod';
import {
  type BrokerMeterFacts,
  type BrokerMetricsFacts,
  combineBrokers,
  evaluateShares,
  topicMeters,
} from '@/lib/domain/broker-metrics/broker-metrics';
import { METERS, type MeterColumn, readFigure } from '@/lib/domain/broker-metrics/meters';
import { AppError } from '@/lib/domain/errors';
import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GapItem } from './list';
import { brokerIdParam, clusterParam, topicParam } from './params';
import {
  type BrokerMetrics,
  brokerMetrics,
  clusterMetrics,
  type MeterItem,
  topicMetrics,
} from './schemas/broker-metrics';
import { gapsWithin, requireRound, requireTopic, roundOrNull } from './source';
import { defineView } from './view';

const NOT_CONFIGURED: GapItem = {
  fact: 'broker-metrics',
  brokerId: null,
  topic: null,
  partition: null,
  groupId: null,
  reason: 'not_configured',
  message: 'The configuration of this cluster does not say where its brokers tell their metrics',
};

function meterItems(column: MeterColumn | null): MeterItem[] {
  return METERS.map((meter) => {
    const rate = (figure: Parameters<typeof readFigure>[2]) =>
      column === null ? null : roundOrNull(readFigure(column, meter, figure), 3);
    return {
      id: meter,
      count: rate('count'),
      lastPerSecond: rate('lastRate'),
      meanPerSecond: rate('meanRate'),
      oneMinutePerSecond: rate('oneMinuteRate'),
      fiveMinutePerSecond: rate('fiveMinuteRate'),
      fifteenMinutePerSecond: rate('fifteenMinuteRate'),
    };
  });
}

function factsOf(round: JudgedRound): BrokerMetricsFacts | null {
  return round.snapshot.brokerMetrics ?? null;
}

/** What every answer says of its reading; gaps of one broker or of all. */
function describeReading(round: JudgedRound, brokerId?: number) {
  const facts = factsOf(round);
  const scope = { facts: ['broker-metrics' as const], ...(brokerId === undefined ? {} : { brokerId }) };
  return {
    source: facts?.source ?? null,
    capturedAtMs: round.snapshot.capturedAtMs,
    gaps: facts === null ? [NOT_CONFIGURED] : gapsWithin(round, scope),
  };
}

const liveBrokerIds = (round: JudgedRound): readonly number[] =>
  round.snapshot.brokers.filter(({ isRegistered }) => isRegistered).map(({ brokerId }) => brokerId);

function readCounts(round: JudgedRound) {
  return { liveBrokerCount: liveBrokerIds(round).length, readBrokerCount: factsOf(round)?.brokers.length ?? 0 };
}

export const clusterMetricsView = defineView({
  name: 'clusterMetrics',
  path: '/clusters/{cluster}/metrics',
  summary: 'Meters of all brokers together, as their agents tell them over HTTP',
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam }),
  response: clusterMetrics,
  read: (source, params) => {
    const round = requireRound(source, params.cluster);
    const facts = factsOf(round);
    return {
      ...describeReading(round),
      ...readCounts(round),
      meters: meterItems(facts === null ? null : combineBrokers(facts)),
    };
  },
});

export const topicMetricsView = defineView({
  name: 'topicMetrics',
  path: '/clusters/{cluster}/topics/{topic}/metrics',
  summary: 'Meters of a topic, summed over the brokers; one that Kafka has not begun to count is null',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam }),
  response: topicMetrics,
  read: (source, params) => {
    const round = requireRound(source, params.cluster);
    const topic = requireTopic(round, params.topic);
    const facts = factsOf(round);
    return {
      topic: topic.name,
      ...describeReading(round),
      ...readCounts(round),
      meters: meterItems(facts === null ? null : topicMeters(facts.topics, topic.name)),
    };
  },
});

export const brokerMetricsView = defineView({
  name: 'brokerMetrics',
  path: '/clusters/{cluster}/brokers/{brokerId}/metrics',
  summary: 'Meters of a broker, its share of the traffic, how idle its threads are, and its recent messages',
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam, brokerId: brokerIdParam }),
  response: brokerMetrics,
  read: (source, { cluster, brokerId }) => {
    const round = requireRound(source, cluster);
    if (!round.snapshot.brokers.some((broker) => broker.brokerId === brokerId))
      throw new AppError('not_found', `There is no broker ${brokerId}`);
    const facts = factsOf(round);
    const broker = facts?.brokers.find((one) => one.brokerId === brokerId) ?? null;
    const gauges = broker?.gauges ?? null;
    return {
      brokerId,
      ...describeReading(round, brokerId),
      meters: meterItems(broker?.meters ?? null),
      readAtMs: broker?.readAtMs ?? null,
      sharePercent: describeShares(facts, liveBrokerIds(round), brokerId),
      requestHandlerIdlePercent: percentOf(gauges?.requestHandlerIdle),
      networkProcessorIdlePercent: percentOf(gauges?.networkProcessorIdle),
      underReplicatedPartitions: gauges?.underReplicatedPartitions ?? null,
      messagesIn: broker === null ? [] : describeMessages(broker),
    };
  },
});

function describeShares(facts: BrokerMetricsFacts | null, live: readonly number[], brokerId: number) {
  if (facts === null) return { messagesIn: null, bytesIn: null, bytesOut: null };
  const { messagesIn, bytesIn, bytesOut } = evaluateShares(facts, live, brokerId);
  return {
    messagesIn: roundOrNull(messagesIn, 3),
    bytesIn: roundOrNull(bytesIn, 3),
    bytesOut: roundOrNull(bytesOut, 3),
  };
}

/** An idle share of 0 to 1 in percent. */
function percentOf(share: number | null | undefined): number | null {
  return roundOrNull(share === null || share === undefined ? null : share * 100, 2);
}

/** The count at each read, and what came in per second since the read before; a broker that restarted counts anew. */
function describeMessages({ messagesIn: { atMs, counts } }: BrokerMeterFacts): BrokerMetrics['messagesIn'] {
  return Array.from(atMs, (t, index) => {
    const gained = (counts[index] as number) - (counts[index - 1] ?? Number.NaN);
    const seconds = (t - (atMs[index - 1] ?? Number.NaN)) / 1000;
    return {
      t,
      count: roundOrNull(counts[index], 0),
      perSecond: gained >= 0 ? roundOrNull(gained / seconds, 3) : null,
    };
  });
}
