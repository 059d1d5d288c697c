import { BROKER_GAUGES, type BrokerGauge, type MetricMeaning } from './meter-names';
import { createMeterColumn, deriveLastRates, type MeterColumn, meterSlot } from './meters';

/** What one broker told of itself at one time. */
export interface BrokerReading {
  /** Over all topics. */
  readonly meters: MeterColumn;
  /** By topic. Kafka keeps a meter of a topic from its first mark on: before, there is none. */
  readonly topics: ReadonlyMap<string, MeterColumn>;
  /** Idle shares from 0 to 1, and a count; null where it was not told. */
  readonly gauges: Readonly<Record<BrokerGauge, number | null>>;
}

/** Gathers the samples of one answer. */
export interface ReadingBuilder {
  /** Keeps a sample, of the whole broker or of one topic. What is not a number from 0 up says nothing, and the first of two counts. */
  add(meaning: MetricMeaning, topic: string | null, value: number): void;
  /** Samples that said something. */
  readonly count: () => number;
  readonly build: () => BrokerReading;
}

/** `isTopic` tells which topics are kept: those the cluster has, whatever an answer names. */
export function createReadingBuilder(isTopic: (name: string) => boolean): ReadingBuilder {
  const meters = createMeterColumn();
  const topics = new Map<string, MeterColumn>();
  const gauges = Object.fromEntries(BROKER_GAUGES.map((name) => [name, null])) as Record<BrokerGauge, number | null>;
  let count = 0;

  function columnOf(topic: string | null): MeterColumn | null {
    if (topic === null) return meters;
    const known = topics.get(topic);
    if (known !== undefined || !isTopic(topic)) return known ?? null;
    const column = createMeterColumn();
    topics.set(topic, column);
    return column;
  }

  return {
    add: (meaning, topic, value) => {
      if (!Number.isFinite(value) || value < 0) return;
      count += 1;
      if (meaning.kind === 'gauge') {
        if (topic === null) gauges[meaning.gauge] ??= value;
        return;
      }
      const column = columnOf(topic);
      const slot = meterSlot(meaning.meter, meaning.figure);
      if (column !== null && Number.isNaN(column[slot] as number)) column[slot] = value;
    },
    count: () => count,
    build: () => ({ meters, topics, gauges }),
  };
}

/** Fills the rates between two readings of a broker into the later one. */
export function deriveRates(reading: BrokerReading, before: BrokerReading, elapsedMs: number): void {
  deriveLastRates(reading.meters, before.meters, elapsedMs);
  for (const [topic, column] of reading.topics) {
    const earlier = before.topics.get(topic);
    if (earlier !== undefined) deriveLastRates(column, earlier, elapsedMs);
  }
}
