import type { AssignmentOptions, AssignmentRefusal, AssignmentWarning } from './assignment-goal';
import { type ClusterLayout, type PartitionMove, partitionKey } from './cluster-layout';
import { createSelection } from './selection';

/** Partitions that would have fewer live replicas than now and fewer than `min.insync.replicas`; empty when acknowledged. */
export function checkMinIsr(
  layout: ClusterLayout,
  moves: readonly PartitionMove[],
  { minInSyncReplicas, acknowledged }: AssignmentOptions,
): AssignmentRefusal[] {
  if (acknowledged.minIsrRisk) return [];
  const countLive = createLiveCount(layout);
  return moves.flatMap(({ topic, partition, from, to }): AssignmentRefusal[] => {
    const least = minInSyncReplicas[topic];
    const liveReplicas = countLive(to);
    if (least === undefined || liveReplicas >= least || liveReplicas >= countLive(from)) return [];
    return [{ code: 'min_isr_risk', topic, partition, liveReplicas, minInSyncReplicas: least }];
  });
}

function createLiveCount(layout: ClusterLayout): (replicas: readonly number[]) => number {
  const live = new Set(layout.brokers.flatMap(({ brokerId, isLive }) => (isLive ? [brokerId] : [])));
  return (replicas) => replicas.filter((brokerId) => live.has(brokerId)).length;
}

/** What a plan should say beside its moves; only what applies. */
export function describeWarnings(
  layout: ClusterLayout,
  moves: readonly PartitionMove[],
  options: AssignmentOptions,
  { isDrain, leftAlone }: { readonly isDrain: boolean; readonly leftAlone: number },
): readonly AssignmentWarning[] {
  const countLive = createLiveCount(layout);
  const adding = moves.filter(({ from, to }) => to.some((brokerId) => !from.includes(brokerId)));
  const isSpareLost = ({ topic, from, to }: PartitionMove) =>
    countLive(to) === options.minInSyncReplicas[topic] && countLive(from) > countLive(to);
  const known = new Set(layout.partitions.flatMap((place) => (place.bytes === null ? [] : [partitionKey(place)])));
  const counted: readonly [Extract<AssignmentWarning, { partitionCount: number }>['code'], number][] = [
    ['fewer_racks_than_possible', countFewerRacks(layout, moves, options)],
    ['left_alone_while_reassigning', leftAlone],
    ['no_live_source', adding.filter(({ from }) => countLive(from) === 0).length],
    ['no_spare_replica', moves.filter(isSpareLost).length],
    ['unknown_bytes', adding.filter((move) => !known.has(partitionKey(move))).length],
  ];
  return [
    ...listBrokersWithoutRack(layout),
    ...(isDrain ? [] : listDeadReplicas(layout, moves, options)),
    ...counted.flatMap(([code, partitionCount]) => (partitionCount === 0 ? [] : [{ code, partitionCount }])),
  ];
}

function listBrokersWithoutRack({ brokers }: ClusterLayout): AssignmentWarning[] {
  const brokerIds = brokers.flatMap(({ brokerId, rack }) => (rack === null ? [brokerId] : []));
  if (brokerIds.length === 0 || brokerIds.length === brokers.length) return [];
  return [{ code: 'brokers_without_rack', brokerIds: brokerIds.sort((left, right) => left - right) }];
}

/** Replicas of the selection that are on dead brokers after the plan. */
function listDeadReplicas(
  layout: ClusterLayout,
  moves: readonly PartitionMove[],
  { selection }: AssignmentOptions,
): AssignmentWarning[] {
  const live = new Set(layout.brokers.flatMap(({ brokerId, isLive }) => (isLive ? [brokerId] : [])));
  const isSelected = createSelection(selection);
  const after = new Map(moves.map((move) => [partitionKey(move), move.to]));
  const counts = new Map<number, number>();
  for (const place of layout.partitions) {
    if (!isSelected(place)) continue;
    for (const brokerId of after.get(partitionKey(place)) ?? place.replicas) {
      if (!live.has(brokerId)) counts.set(brokerId, (counts.get(brokerId) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([left], [right]) => left - right)
    .map(([brokerId, replicaCount]) => ({ code: 'replicas_on_dead_broker', brokerId, replicaCount }));
}

function countFewerRacks(
  layout: ClusterLayout,
  moves: readonly PartitionMove[],
  { allowedBrokerIds }: AssignmentOptions,
): number {
  const rackOf = new Map(layout.brokers.map(({ brokerId, rack }) => [brokerId, rack]));
  const usable = layout.brokers.filter(
    ({ brokerId, isLive }) => isLive && (allowedBrokerIds?.includes(brokerId) ?? true),
  );
  const possible = new Set(usable.map(({ rack }) => rack)).size;
  const countRacks = (replicas: readonly number[]) => new Set(replicas.map((id) => rackOf.get(id) ?? null)).size;
  return moves.filter(({ to }) => countRacks(to) < Math.min(to.length, possible)).length;
}
