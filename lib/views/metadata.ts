import { z } from 'zod';
import { describeMetadataVersion } from '@/lib/domain/kafka-release';
import { type FeatureFacts, QUORUM_ROLES, quorumLag } from '@/lib/domain/metadata-quorum';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam } from './params';
import {
  type ClusterMetadata,
  clusterMetadata,
  type FeatureItem,
  type QuorumReplicaItem,
  quorumReplicaItem,
} from './schemas/metadata';
import { gapsWithin, requireRound, roundOf } from './source';
import { defineView } from './view';

const METADATA_VERSION = 'metadata.version';

function featureItem({ name, finalizedLevel, supported }: FeatureFacts): FeatureItem {
  return {
    id: name,
    name,
    finalizedLevel,
    minLevel: supported?.min ?? null,
    maxLevel: supported?.max ?? null,
    release: name === METADATA_VERSION && finalizedLevel !== null ? describeMetadataVersion(finalizedLevel) : null,
  };
}

/** A principal that may not ask for the quorum still learns from the features that there is one. */
function describeMode({ metadataQuorum, features }: ClusterSnapshot): ClusterMetadata['mode'] {
  if (metadataQuorum !== null) return 'kraft';
  if (features === null) return 'unknown';
  return features.some(({ name, finalizedLevel }) => name === METADATA_VERSION && finalizedLevel !== null)
    ? 'kraft'
    : 'zookeeper';
}

export const clusterMetadataView = defineView({
  name: 'clusterMetadata',
  path: '/clusters/{cluster}/metadata',
  summary: 'Who keeps the metadata of a cluster: the KRaft quorum or ZooKeeper, and the feature levels',
  permission: 'cluster:view',
  params: z.strictObject({ cluster: clusterParam }),
  response: clusterMetadata,
  read: (source, { cluster }) => {
    const round = requireRound(source, cluster);
    const { metadataQuorum: quorum, ...snapshot } = round.snapshot;
    const voters = quorum?.replicas.filter(({ role }) => role !== 'observer') ?? null;
    const lags = quorum === null ? [] : (voters ?? []).flatMap((voter) => quorumLag(quorum, voter) ?? []);
    return {
      mode: describeMode(round.snapshot),
      kafkaClusterId: snapshot.kafkaClusterId,
      kafkaVersion: snapshot.kafkaVersion,
      controllerId: snapshot.controllerId,
      leaderEpoch: quorum?.leaderEpoch ?? null,
      highWatermark: quorum?.highWatermark ?? null,
      voterCount: voters?.length ?? null,
      observerCount: quorum === null ? null : quorum.replicas.length - (voters?.length ?? 0),
      maxVoterLag: lags.length === 0 ? null : Math.max(...lags),
      features: snapshot.features?.map(featureItem) ?? null,
      capturedAtMs: snapshot.capturedAtMs,
      gaps: gapsWithin(round, { facts: ['metadata', 'controller'] }),
    };
  },
});

const columns = {
  nodeId: (item: QuorumReplicaItem) => item.nodeId,
  name: (item: QuorumReplicaItem) => item.nodeId,
  role: (item: QuorumReplicaItem) => QUORUM_ROLES.indexOf(item.role),
  logEndOffset: (item: QuorumReplicaItem) => item.logEndOffset,
  lag: (item: QuorumReplicaItem) => item.lag,
  lastFetchAtMs: (item: QuorumReplicaItem) => item.lastFetchAtMs,
  lastCaughtUpAtMs: (item: QuorumReplicaItem) => item.lastCaughtUpAtMs,
};
const shape: ListShape<QuorumReplicaItem> = {
  columns,
  searchText: ({ nodeId, role, endpoints }) =>
    `${nodeId}\n${role}\n${endpoints.map(({ host, port }) => `${host}:${port}`).join('\n')}`,
  defaultSort: 'role',
};

function quorumReplicas({ metadataQuorum: quorum, brokers }: ClusterSnapshot): QuorumReplicaItem[] {
  if (quorum === null) return [];
  const brokerIds = new Set(brokers.map(({ brokerId }) => brokerId));
  return quorum.replicas.map((replica) => ({
    ...replica,
    id: String(replica.nodeId),
    isBroker: brokerIds.has(replica.nodeId),
    lag: quorumLag(quorum, replica),
    endpoints: replica.endpoints.map((endpoint) => ({ ...endpoint })),
  }));
}

export const quorumReplicasView = defineView({
  name: 'quorumReplicas',
  path: '/clusters/{cluster}/metadata/replicas',
  summary: 'Voters and observers of the metadata quorum, the leader first; search matches node id, role and endpoint',
  permission: 'cluster:view',
  params: z.strictObject({ cluster: clusterParam, ...listParams(columnNames(columns)) }),
  response: listResponse(quorumReplicaItem),
  read: (source, request) => {
    const round = roundOf(source, request.cluster);
    const items = round === null ? [] : quorumReplicas(round.snapshot);
    return listPage({ shape, items, request, round, gaps: gapsWithin(round, { facts: ['controller'] }) });
  },
});
