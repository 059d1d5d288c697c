import type { MetadataQuorumFacts, QuorumReplicaFacts, QuorumRole } from '@/lib/domain/metadata-quorum';
import type { ResponseBodies } from '../protocol/messages.generated';
import { parseInt64 } from '../protocol/offset';
import { ZERO_UUID } from '../protocol/uuid';

type Answer = ResponseBodies['DescribeQuorum'];
type Partition = Answer['topics'][number]['partitions'][number];
type Replica = Partition['currentVoters'][number];

function timeOrNull(value: bigint): number | null {
  return value < 0n ? null : Number(value);
}

/** The quorum of `__cluster_metadata` as its leader tells it. */
export function describeQuorum(partition: Partition, nodes: Answer['nodes']): MetadataQuorumFacts {
  const endpoints = new Map(
    nodes.map(({ nodeId, listeners }) => [
      nodeId,
      listeners.map(({ name, host, port }) => ({ listener: name, host, port })),
    ]),
  );
  const replica = (role: QuorumRole, state: Replica): QuorumReplicaFacts => ({
    nodeId: state.replicaId,
    role,
    directoryId: state.replicaDirectoryId === ZERO_UUID ? null : state.replicaDirectoryId,
    logEndOffset: state.logEndOffset < 0n ? null : parseInt64(state.logEndOffset),
    lastFetchAtMs: role === 'leader' ? null : timeOrNull(state.lastFetchTimestamp),
    lastCaughtUpAtMs: role === 'leader' ? null : timeOrNull(state.lastCaughtUpTimestamp),
    endpoints: endpoints.get(state.replicaId) ?? [],
  });
  const { leaderId } = partition;
  const byNode = (left: Replica, right: Replica) => left.replicaId - right.replicaId;
  const voters = [...partition.currentVoters].sort(byNode);
  const leads = ({ replicaId }: Replica) => replicaId === leaderId;
  return {
    leaderId: leaderId < 0 ? null : leaderId,
    leaderEpoch: partition.leaderEpoch,
    highWatermark: partition.highWatermark < 0n ? null : parseInt64(partition.highWatermark),
    replicas: [
      ...voters.filter(leads).map((state) => replica('leader', state)),
      ...voters.filter((state) => !leads(state)).map((state) => replica('follower', state)),
      ...[...partition.observers].sort(byNode).map((state) => replica('observer', state)),
    ],
  };
}
