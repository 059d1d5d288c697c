import {
  type BurrowGroupReport,
  type BurrowPartitionReport,
  evaluateBurrowGroup,
  isKnownToBurrow,
} from '@/lib/domain/burrow/burrow-group';
import { type BurrowCommit, type BurrowCommits, listCommits } from '@/lib/domain/burrow/burrow-status';
import type { BurrowWindow } from '@/lib/domain/burrow/burrow-window';
import { BURROW_INTERVALS } from '@/lib/domain/burrow/commit-rings';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { groupsOfTopics, topicsOfGroups } from './group-topic-index';
import { groupsById, memoOnRound, topicsByName } from './round-memo';
import { numberOrNull } from './source';
import type { ConfiguredCluster, ViewSource } from './view';

/** An answer of Burrow's API without the `request` member, which only the server can tell. */
export interface BurrowAnswer {
  readonly status: 200 | 404 | 503;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Burrow's read API (`/v3/kafka…`) from the last rounds, so that what was written for it goes on working. `segments` are
 * the decoded parts after `/v3`; null for a path that is not served.
 */
export async function readBurrow(source: ViewSource, segments: readonly string[]): Promise<BurrowAnswer | null> {
  const [root, clusterId, noun, name, part, ...rest] = segments;
  if (root !== 'kafka' || rest.length > 0) return null;
  if (clusterId === undefined) return listClusters(source);
  const cluster = source.clusters().find((one) => one.clusterId === clusterId);
  if (noun === undefined) return describeCluster(source, cluster);
  const read = findReading(clusterId, noun, name, part);
  if (read === null) return null;
  if (cluster === undefined) return read(null);
  const window = await source.burrowWindow(clusterId);
  const round = source.round(clusterId);
  if (round === null || window === null) return failure(503, `nothing has been read of cluster ${clusterId} yet`);
  return read({ round, window });
}

/** A round and what Burrow would remember by then. */
export interface BurrowReading {
  readonly round: JudgedRound;
  readonly window: BurrowWindow;
}

/** Answers null for a cluster that is not there. */
function findReading(
  clusterId: string,
  noun: string,
  name: string | undefined,
  part: string | undefined,
): ((reading: BurrowReading | null) => BurrowAnswer) | null {
  if (noun === 'topic') {
    if (name === undefined) return listTopics;
    if (part === undefined) return (reading) => describeTopic(reading, name);
    return part === 'consumers' ? (reading) => listConsumersOfTopic(reading, name) : null;
  }
  if (noun !== 'consumer') return null;
  if (name === undefined) return listConsumers;
  if (part === undefined) return (reading) => describeConsumer(reading, name);
  if (part === 'status') return (reading) => describeStatus(reading, clusterId, name, 'bad');
  return part === 'lag' ? (reading) => describeStatus(reading, clusterId, name, 'all') : null;
}

function success(message: string, payload: BurrowAnswer['body']): BurrowAnswer {
  return { status: 200, body: { error: false, message, ...payload } };
}

function failure(status: 404 | 503, message: string): BurrowAnswer {
  return { status, body: { error: true, message } };
}

function listClusters(source: ViewSource): BurrowAnswer {
  return success('cluster list returned', { clusters: source.clusters().map(({ clusterId }) => clusterId) });
}

/** Burrow tells its configuration here. What would be a secret or a setting of its own stays empty. */
function describeCluster(source: ViewSource, cluster: ConfiguredCluster | undefined): BurrowAnswer {
  if (cluster === undefined) return failure(404, 'cluster module not found');
  const snapshot = source.round(cluster.clusterId)?.snapshot;
  const refreshSeconds = snapshot === undefined ? null : snapshot.pollIntervalMs / 1000;
  return success('cluster module detail returned', {
    module: {
      'class-name': 'kafka',
      servers: cluster.bootstrapServers,
      'client-profile': {
        name: '',
        'client-id': '',
        'kafka-version': snapshot?.kafkaVersion ?? '',
        tls: null,
        sasl: null,
      },
      'topic-refresh': refreshSeconds,
      'offset-refresh': refreshSeconds,
    },
  });
}

function listTopics(reading: BurrowReading | null): BurrowAnswer {
  if (reading === null) return failure(404, 'cluster not found');
  return success('topic list returned', { topics: reading.round.snapshot.topics.map(({ name }) => name) });
}

function describeTopic(reading: BurrowReading | null, name: string): BurrowAnswer {
  const topic = reading === null ? undefined : topicsByName(reading.round).get(name);
  if (topic === undefined) return failure(404, 'cluster or topic not found');
  return success('topic offsets returned', { offsets: Array.from(topic.logEndOffsets, numberOrNull) });
}

function listConsumersOfTopic(reading: BurrowReading | null, name: string): BurrowAnswer {
  if (reading === null) return failure(404, 'cluster not found');
  const known = (groupsOfTopics(reading.round).get(name) ?? []).filter(({ group }) => group.type !== 'share');
  return success('consumers of topic returned', { consumers: known.map(({ group }) => group.groupId) });
}

const knownGroupIds = memoOnRound((round): readonly string[] =>
  round.snapshot.groups
    .filter((group) => isKnownToBurrow(group, topicsOf(round, group.groupId)))
    .map(({ groupId }) => groupId),
);

function topicsOf(round: JudgedRound, groupId: string) {
  return (topicsOfGroups(round).get(groupId) ?? []).map(({ entry }) => entry);
}

function listConsumers(reading: BurrowReading | null): BurrowAnswer {
  if (reading === null) return failure(404, 'cluster not found');
  return success('consumer list returned', { consumers: knownGroupIds(reading.round) });
}

/** Burrow's report on a group of the round; null for a group that Burrow would not know. */
export function burrowReport({ round, window }: BurrowReading, groupId: string): BurrowGroupReport | null {
  const group = groupsById(round).get(groupId);
  const topics = topicsOf(round, groupId);
  if (group === undefined || !isKnownToBurrow(group, topics)) return null;
  return evaluateBurrowGroup(group, topics, window, round.snapshot.capturedAtMs);
}

function describeConsumer(reading: BurrowReading | null, groupId: string): BurrowAnswer {
  const report = reading === null ? null : burrowReport(reading, groupId);
  if (report === null) return failure(404, 'cluster or consumer not found');
  const topics: Record<string, unknown[]> = {};
  for (const one of report.partitions) {
    topics[one.topic] ??= [];
    topics[one.topic]?.push({
      offsets: paddedOffsets(one.commits),
      ...describeOwner(one),
      'current-lag': one.currentLag,
    });
  }
  return success('consumer detail returned', { topics });
}

/** Burrow fills a window that is not full with null in front; one without any commit is empty. */
function paddedOffsets(commits: BurrowCommits): unknown[] {
  if (commits.length === 0) return [];
  return [
    ...Array.from({ length: BURROW_INTERVALS - commits.length }, () => null),
    ...listCommits(commits).map(describeOffset),
  ];
}

function describeOffset({ offset, atMs, lag }: BurrowCommit) {
  return { offset, timestamp: atMs, observedAt: atMs, lag };
}

function describeOwner({ owner }: BurrowPartitionReport) {
  return { owner: owner?.clientHost ?? '', client_id: owner?.clientId ?? '' };
}

/** Of a group that is not there Burrow answers 404 with a status like any other, and calls that no error. */
function describeStatus(
  reading: BurrowReading | null,
  cluster: string,
  groupId: string,
  which: 'all' | 'bad',
): BurrowAnswer {
  const report = reading === null ? null : burrowReport(reading, groupId);
  const body = (status: object) => ({ error: false, message: 'consumer status returned', status });
  if (report === null) {
    const none = { complete: 1, partitions: [], partition_count: 0, maxlag: null, totallag: 0 };
    return { status: 404, body: body({ cluster, group: groupId, status: 'NOTFOUND', ...none }) };
  }
  const { status, complete, partitions, maxLag, totalLag } = report;
  const listed = which === 'all' ? partitions : partitions.filter((one) => one.status !== 'OK');
  return {
    status: 200,
    body: body({
      cluster,
      group: groupId,
      status,
      complete,
      partitions: listed.map(describePartition),
      partition_count: partitions.length,
      maxlag: maxLag === null ? null : describePartition(maxLag),
      totallag: totalLag,
      stale_partition_count: partitions.filter(({ isStale }) => isStale).length,
    }),
  };
}

function describePartition(one: BurrowPartitionReport) {
  const commits = listCommits(one.commits);
  const [start = null] = commits;
  const end = commits.at(-1) ?? null;
  return {
    topic: one.topic,
    partition: one.partition,
    ...describeOwner(one),
    status: one.status,
    start: start === null ? null : describeOffset(start),
    end: end === null ? null : describeOffset(end),
    current_lag: one.currentLag,
    complete: one.complete,
    stale: one.isStale,
  };
}
