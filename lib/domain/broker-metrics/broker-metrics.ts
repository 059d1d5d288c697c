import type { BrokerGauge } from './meter-names';
import { METER_SLOTS, type Meter, type MeterColumn, recentRate, sumColumns } from './meters';

/** How brokers tell their metrics: a Prometheus JMX exporter, or Jolokia. */
export type BrokerMetricsSource = 'prometheus' | 'jolokia';

/** Meters of the brokers as they told them over HTTP. */
export interface BrokerMetricsFacts {
  readonly source: BrokerMetricsSource;
  /** Those whose last read went well, by id; of the others a gap `broker-metrics` says why. */
  readonly brokers: readonly BrokerMeterFacts[];
  readonly topics: TopicMeterFacts;
}

export interface BrokerMeterFacts {
  readonly brokerId: number;
  /** Epoch ms at which the broker was asked. */
  readonly readAtMs: number;
  readonly meters: MeterColumn;
  readonly gauges: Readonly<Record<BrokerGauge, number | null>>;
  /** How many messages came in since its start, at the recent reads, oldest first; NaN for a read that failed. */
  readonly messagesIn: { readonly atMs: Float64Array; readonly counts: Float64Array };
}

/** Sums over the brokers that were read; topic `i` has slots `i × METER_SLOTS` and on. */
export interface TopicMeterFacts {
  /** Sorted. */
  readonly names: readonly string[];
  readonly columns: Float64Array;
}

/** The column of a topic; null when no broker that was read tells of it. */
export function topicMeters({ names, columns }: TopicMeterFacts, topic: string): MeterColumn | null {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] as string) < topic) low = middle + 1;
    else high = middle;
  }
  return names[low] === topic ? columns.subarray(low * METER_SLOTS, (low + 1) * METER_SLOTS) : null;
}

/** Packs columns by topic into one. */
export function packTopicMeters(topics: ReadonlyMap<string, MeterColumn>): TopicMeterFacts {
  const names = [...topics.keys()].sort();
  const columns = new Float64Array(names.length * METER_SLOTS);
  for (const [index, name] of names.entries()) columns.set(topics.get(name) as MeterColumn, index * METER_SLOTS);
  return { names, columns };
}

/** All brokers that were read together (CMAK's combined metrics). */
export function combineBrokers(facts: BrokerMetricsFacts): MeterColumn {
  return sumColumns(facts.brokers.map(({ meters }) => meters));
}

/** What of messages, bytes in and bytes out of the cluster goes through a broker. */
export const SHARED_METERS = ['messagesIn', 'bytesIn', 'bytesOut'] as const satisfies readonly Meter[];
export type SharePercents = Readonly<Record<(typeof SHARED_METERS)[number], number | null>>;

/**
 * CMAK's share of a broker: 100 × its recent rate ÷ the sum of those of all live brokers. Null when a live broker's rate
 * is not known, since the whole is not known then, and when nothing flows.
 */
export function evaluateShares(
  facts: BrokerMetricsFacts,
  liveBrokerIds: readonly number[],
  brokerId: number,
): SharePercents {
  const byId = new Map(facts.brokers.map((broker) => [broker.brokerId, broker.meters]));
  const shareOf = (meter: Meter): number | null => {
    const rates = liveBrokerIds.map((id) => {
      const meters = byId.get(id);
      return meters === undefined ? null : recentRate(meters, meter);
    });
    const own = rates[liveBrokerIds.indexOf(brokerId)] ?? null;
    if (own === null || rates.includes(null)) return null;
    const sum = rates.reduce<number>((total, rate) => total + (rate ?? 0), 0);
    return sum > 0 ? (100 * own) / sum : null;
  };
  return { messagesIn: shareOf('messagesIn'), bytesIn: shareOf('bytesIn'), bytesOut: shareOf('bytesOut') };
}
