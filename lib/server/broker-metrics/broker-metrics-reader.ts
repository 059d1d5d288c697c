import {
  type BrokerMeterFacts,
  type BrokerMetricsFacts,
  packTopicMeters,
} from '@/lib/domain/broker-metrics/broker-metrics';
import { type BrokerReading, deriveRates } from '@/lib/domain/broker-metrics/broker-reading';
import { type MeterColumn, meterSlot, sumColumns } from '@/lib/domain/broker-metrics/meters';
import type { BrokerFacts, ClusterSnapshot, Gap } from '@/lib/domain/snapshot';
import { type BrokerMetricsConfig, describeMetricsUrl } from './metrics-config';
import { readBrokerMetrics } from './read-broker-metrics';
import { ScrapeError } from './scrape';

/** A broker is asked at most this often, however often rounds are: an answer costs its JVM more than Kafka's own requests. */
const BEAT_MS = 10_000;
/** Reads that the chart of messages shows. */
const RECENT_READS = 60;

export interface BrokerMetricsRound {
  readonly facts: BrokerMetricsFacts;
  readonly gaps: readonly Gap[];
}

/** Reads the metrics of one cluster's brokers beside its rounds. */
export interface BrokerMetricsReader {
  /** Asks the brokers that are due, in the background, and answers at once with what was told so far. */
  take(snapshot: ClusterSnapshot): BrokerMetricsRound;
  /** Resolves when nobody is being asked. */
  settle(): Promise<void>;
}

interface BrokerState {
  askedAtMs: number;
  isAsking: boolean;
  /** Null after a read that failed. */
  reading: { readonly value: BrokerReading; readonly atMs: number } | null;
  failure: ScrapeError | null;
  recent: { readonly atMs: number; readonly count: number }[];
}

export function createBrokerMetricsReader(config: BrokerMetricsConfig, beatMs = BEAT_MS): BrokerMetricsReader {
  const states = new Map<number, BrokerState>();
  const asking = new Set<Promise<void>>();
  let topicNames: ReadonlySet<string> = new Set();

  async function ask(broker: BrokerFacts, state: BrokerState, atMs: number): Promise<void> {
    try {
      const url = describeMetricsUrl(config, broker.brokerId, broker.host ?? '');
      if (url === null) throw new ScrapeError('no_address', 'The configuration gives no address for this broker');
      const value = await readBrokerMetrics(config, url, (name) => topicNames.has(name));
      if (state.reading !== null) deriveRates(value, state.reading.value, atMs - state.reading.atMs);
      state.reading = { value, atMs };
      state.failure = null;
      remember(state, atMs, value.meters[meterSlot('messagesIn', 'count')] as number);
    } catch (error) {
      state.reading = null;
      state.failure =
        error instanceof ScrapeError
          ? error
          : new ScrapeError('internal', `Reading failed: ${(error as Error).message}`);
      remember(state, atMs, Number.NaN);
    } finally {
      state.isAsking = false;
    }
  }

  function askIfDue(broker: BrokerFacts, nowMs: number): void {
    const state = stateOf(states, broker.brokerId);
    if (state.isAsking || nowMs - state.askedAtMs < beatMs) return;
    state.isAsking = true;
    state.askedAtMs = nowMs;
    const done: Promise<void> = ask(broker, state, nowMs).finally(() => asking.delete(done));
    asking.add(done);
  }

  return {
    take: (snapshot) => {
      const live = snapshot.brokers.filter(({ isRegistered }) => isRegistered);
      topicNames = new Set(snapshot.topics.map(({ name }) => name));
      forgetAllBut(states, live);
      for (const broker of live) askIfDue(broker, Date.now());
      return describeRound(config, live, states);
    },
    settle: async () => {
      await Promise.all(asking);
    },
  };
}

function stateOf(states: Map<number, BrokerState>, brokerId: number): BrokerState {
  const known = states.get(brokerId);
  if (known !== undefined) return known;
  const state = { askedAtMs: 0, isAsking: false, reading: null, failure: null, recent: [] };
  states.set(brokerId, state);
  return state;
}

function forgetAllBut(states: Map<number, BrokerState>, brokers: readonly BrokerFacts[]): void {
  const kept = new Set(brokers.map(({ brokerId }) => brokerId));
  for (const brokerId of states.keys()) if (!kept.has(brokerId)) states.delete(brokerId);
}

function remember(state: BrokerState, atMs: number, count: number): void {
  state.recent.push({ atMs, count });
  if (state.recent.length > RECENT_READS) state.recent.shift();
}

function describeRound(
  config: BrokerMetricsConfig,
  live: readonly BrokerFacts[],
  states: ReadonlyMap<number, BrokerState>,
): BrokerMetricsRound {
  const brokers: BrokerMeterFacts[] = [];
  const gaps: Gap[] = [];
  const topics = new Map<string, MeterColumn[]>();
  for (const { brokerId } of live) {
    const state = states.get(brokerId);
    if (state?.failure) gaps.push(describeGap(brokerId, state.failure));
    if (!state?.reading) continue;
    const { value, atMs } = state.reading;
    brokers.push({
      brokerId,
      readAtMs: atMs,
      meters: value.meters,
      gauges: value.gauges,
      messagesIn: {
        atMs: Float64Array.from(state.recent, (read) => read.atMs),
        counts: Float64Array.from(state.recent, (read) => read.count),
      },
    });
    for (const [topic, column] of value.topics) topics.set(topic, [...(topics.get(topic) ?? []), column]);
  }
  const sums = new Map([...topics].map(([topic, columns]) => [topic, sumColumns(columns)]));
  return { facts: { source: config.source, brokers, topics: packTopicMeters(sums) }, gaps };
}

function describeGap(brokerId: number, { reason, message }: ScrapeError): Gap {
  return { fact: 'broker-metrics', brokerId, topic: null, partition: null, groupId: null, reason, message };
}
