import type { BrokerFacts } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import type { ConfigurationRound } from './configuration-reader';
import type { DiskRound } from './disk-reader';
import type { RoundContext } from './round-context';

/** A broker without replicas that left is shown this long. */
const keepUnusedMs = 600_000;

function brokersInReplicaLists(context: RoundContext): Set<number> {
  const ids = new Set<number>();
  let last: readonly number[] | null = null;
  for (const topic of context.metadata.topology.topics) {
    for (const replicas of topic.replicas) {
      if (replicas === last) continue;
      last = replicas;
      for (const brokerId of replicas) ids.add(brokerId);
    }
  }
  return ids;
}

/** The brokers of a snapshot by id: registered ones, those that only replica lists name, and for a while those that left. */
export function assembleBrokers(
  gateway: KafkaGateway,
  context: RoundContext,
  disks: DiskRound,
  configurations: ConfigurationRound,
): BrokerFacts[] {
  const { atMs } = context;
  const registered = new Map(context.metadata.brokers.map((broker) => [broker.brokerId, broker]));
  const before = new Map(context.previous.snapshot?.brokers.map((broker) => [broker.brokerId, broker]));
  const left = [...before.values()].filter((broker) => atMs - (broker.lastSeenAtMs ?? 0) < keepUnusedMs);
  const ids = new Set([
    ...registered.keys(),
    ...brokersInReplicaLists(context),
    ...left.map((broker) => broker.brokerId),
  ]);
  const answers = gateway.lastAnswersAtMs();
  return [...ids]
    .sort((a, b) => a - b)
    .map((brokerId) => {
      const known = registered.get(brokerId);
      const old = before.get(brokerId);
      const answeredAtMs = answers.get(brokerId) ?? null;
      const logDirs = disks.logDirs.get(brokerId);
      const configs = configurations.brokerConfigs.get(brokerId);
      return {
        brokerId,
        host: known?.host ?? old?.host ?? null,
        port: known?.port ?? old?.port ?? null,
        rack: known ? known.rack : (old?.rack ?? null),
        isRegistered: known !== undefined,
        isReachable: answeredAtMs !== null && answeredAtMs >= atMs,
        lastSeenAtMs: answeredAtMs ?? old?.lastSeenAtMs ?? null,
        logDirs: logDirs ?? old?.logDirs ?? null,
        logDirsReadAtMs: logDirs ? atMs : (old?.logDirsReadAtMs ?? null),
        configs: configs ?? old?.configs ?? null,
        configsReadAtMs: configs ? atMs : (old?.configsReadAtMs ?? null),
      };
    });
}
