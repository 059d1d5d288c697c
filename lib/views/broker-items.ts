import { evaluateBrokerLoads } from '@/lib/domain/broker-load';
import { type Meter, recentRate } from '@/lib/domain/broker-metrics/meters';
import type { JudgedRound } from '@/lib/domain/evaluation';
import type { BrokerFacts, ClusterSnapshot, ConfigEntryFacts } from '@/lib/domain/snapshot';
import { evaluateTopicSpread } from '@/lib/domain/topic-spread';
import { toPathId } from './path-id';
import { memoOnRound } from './round-memo';
import type { BrokerItem, BrokerTopicItem, ConfigEntryItem } from './schemas/broker';
import { numberOrNull, roundOrNull } from './source';
import { liveBrokerCount } from './topic-items';

/** One item per known broker of the round. */
export const brokerItems = memoOnRound((round): readonly BrokerItem[] => {
  const loads = new Map(evaluateBrokerLoads(round.snapshot).map((load) => [load.brokerId, load]));
  const { producedPerSecondByBroker: produced, partlyKnownProduction } = round.evaluation;
  return round.snapshot.brokers.map((broker) => {
    const load = loads.get(broker.brokerId);
    return {
      id: String(broker.brokerId),
      brokerId: broker.brokerId,
      host: broker.host,
      port: broker.port,
      rack: broker.rack,
      isController: broker.brokerId === round.snapshot.controllerId,
      isUp: broker.isRegistered,
      isReachable: broker.isReachable,
      lastSeenAtMs: broker.lastSeenAtMs,
      partitionCount: load?.partitionCount ?? 0,
      leaderCount: load?.leaderCount ?? 0,
      underReplicatedCount: load?.underReplicatedCount ?? 0,
      skewPercent: load?.skewPercent ?? null,
      leaderSkewPercent: load?.leaderSkewPercent ?? null,
      ...describeTraffic(round.snapshot, broker.brokerId),
      producedPerSecond: roundOrNull(produced.get(broker.brokerId), 2),
      producedPerSecondIsAtLeast: produced.has(broker.brokerId) && partlyKnownProduction.has(broker.brokerId),
      sizeBytes: load?.sizeBytes ?? null,
      logDirs: broker.logDirs?.map((dir) => ({ ...dir })) ?? null,
    };
  });
});

/** CMAK's Bytes In and Bytes Out. */
function describeTraffic({ brokerMetrics }: ClusterSnapshot, brokerId: number) {
  const meters = brokerMetrics?.brokers.find((one) => one.brokerId === brokerId)?.meters;
  const rateOf = (meter: Meter) => (meters === undefined ? null : roundOrNull(recentRate(meters, meter), 2));
  return { bytesInPerSecond: rateOf('bytesIn'), bytesOutPerSecond: rateOf('bytesOut') };
}

/** Topics with a replica on the broker. */
export function brokerTopicItems(round: JudgedRound, brokerId: number): readonly BrokerTopicItem[] {
  const live = liveBrokerCount(round);
  const items: BrokerTopicItem[] = [];
  for (const topic of round.snapshot.topics) {
    const partitionsOnBroker: number[] = [];
    let leaderCount = 0;
    let ledBytes = 0;
    for (let p = 0; p < topic.partitionCount; p++) {
      if (topic.replicas[p]?.includes(brokerId)) partitionsOnBroker.push(p);
      if (topic.leaders[p] !== brokerId) continue;
      leaderCount++;
      ledBytes += topic.leaderBytes[p] ?? Number.NaN;
    }
    if (partitionsOnBroker.length === 0) continue;
    const spread = evaluateTopicSpread(topic, live);
    items.push({
      id: toPathId(topic.name),
      topic: topic.name,
      replicationFactor: spread.replicationFactor,
      partitionCount: topic.partitionCount,
      partitionsOnBroker,
      leaderCount,
      isSkewed: spread.brokers.some((one) => one.brokerId === brokerId && one.isSkewed),
      ledBytes: numberOrNull(ledBytes),
    });
  }
  return items;
}

/** Config entries of a broker, with the documentation that is kept once per cluster; null when never read. */
export function brokerConfigItems(round: JudgedRound, broker: BrokerFacts): ConfigEntryItem[] | null {
  if (broker.configs === null) return null;
  const docs = new Map(round.snapshot.brokerConfigDocs.map((doc) => [doc.name, doc]));
  return broker.configs.map((entry) => {
    const doc = docs.get(entry.name);
    return configItem(entry, {
      type: entry.type ?? doc?.type ?? null,
      documentation: entry.documentation ?? doc?.documentation ?? null,
    });
  });
}

/** A config entry as the API tells it; overridden means that somebody set it. */
export function configItem(
  entry: ConfigEntryFacts,
  description: Pick<ConfigEntryFacts, 'type' | 'documentation'> = entry,
): ConfigEntryItem {
  return {
    id: entry.name,
    name: entry.name,
    value: entry.value,
    default: entry.defaultValue,
    source: entry.source,
    isOverridden: entry.source !== 'default' && entry.source !== 'unknown',
    isSensitive: entry.isSensitive,
    isReadOnly: entry.isReadOnly,
    type: description.type,
    documentation: description.documentation,
  };
}
