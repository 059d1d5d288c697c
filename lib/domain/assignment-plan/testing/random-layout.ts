import type { BrokerPlace, ClusterLayout, PartitionPlace } from '../cluster-layout';

/** What a random layout is made of; the same values give the same layout. */
export interface RandomLayoutShape {
  readonly seed: number;
  readonly brokerCount: number;
  /** 0: no broker has a rack. */
  readonly rackCount: number;
  readonly topicCount: number;
  readonly maxPartitions: number;
  readonly maxReplicationFactor: number;
  /** 0: each broker is as likely as any; 1: low ids hold most. */
  readonly skew: number;
  /** Share of partitions whose bytes are unknown. */
  readonly unknownBytesShare: number;
  readonly deadBrokerCount: number;
}

/** Numbers from 0 up to 1 that a seed determines (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A cluster with topics of uneven sizes and replication factors; broker ids start at 1. */
export function buildRandomLayout(shape: RandomLayoutShape): ClusterLayout {
  const random = createRandom(shape.seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const brokers = Array.from({ length: shape.brokerCount }, (_, index) => buildBroker(shape, index));
  const partitions: PartitionPlace[] = [];
  for (let topic = 0; topic < shape.topicCount; topic++) {
    const factor = 1 + below(Math.min(shape.maxReplicationFactor, shape.brokerCount));
    const typicalBytes = 10 ** (3 + random() * 7);
    const count = 1 + below(shape.maxPartitions);
    for (let partition = 0; partition < count; partition++) {
      const bytes = random() < shape.unknownBytesShare ? null : Math.round(typicalBytes * (0.5 + random()));
      const replicas = pickBrokers(brokers, factor, shape.skew, random);
      partitions.push({ topic: `t${topic}`, partition, replicas, bytes, isReassigning: false });
    }
  }
  return { brokers, partitions };
}

/** The last brokers are the dead ones. */
function buildBroker(shape: RandomLayoutShape, index: number): BrokerPlace {
  return {
    brokerId: index + 1,
    rack: shape.rackCount === 0 ? null : `r${index % shape.rackCount}`,
    isLive: index < shape.brokerCount - shape.deadBrokerCount,
  };
}

function pickBrokers(brokers: readonly BrokerPlace[], factor: number, skew: number, random: () => number): number[] {
  const left = brokers.map(({ brokerId }) => brokerId);
  return Array.from({ length: factor }, () => {
    const position = Math.floor(random() ** (1 + 3 * skew) * left.length);
    return left.splice(position, 1)[0] as number;
  });
}
