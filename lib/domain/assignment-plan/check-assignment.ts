import type { AssignmentOptions, AssignmentRefusal } from './assignment-goal';
import { checkMinIsr } from './check-moves';
import {
  type BrokerPlace,
  type ClusterLayout,
  type PartitionPlace,
  type PartitionReplicas,
  partitionKey,
} from './cluster-layout';
import { createSelection } from './selection';

/**
 * Judges an assignment made by hand or read from a file (R21): unknown, dead, not allowed or duplicate brokers, empty lists, partitions
 * that do not exist, are not selected or are given twice, and the risks that are not acknowledged. Empty when it can be run.
 * A broker that holds a replica already may keep it, dead or not allowed as it may be.
 */
export function checkAssignment(
  layout: ClusterLayout,
  assignment: readonly PartitionReplicas[],
  options: AssignmentOptions,
): readonly AssignmentRefusal[] {
  const brokers = new Map(layout.brokers.map((broker) => [broker.brokerId, broker]));
  const places = new Map(layout.partitions.map((place) => [partitionKey(place), place]));
  const allowed = options.allowedBrokerIds === null ? null : new Set(options.allowedBrokerIds);
  const isSelected = createSelection(options.selection);
  const seen = new Set<string>();
  const refusals: AssignmentRefusal[] = [];
  for (const wanted of assignment) {
    const { topic, partition } = wanted;
    const key = partitionKey(wanted);
    const place = places.get(key);
    if (seen.has(key)) refusals.push({ code: 'partition_given_twice', topic, partition });
    else if (place === undefined) refusals.push({ code: 'unknown_partition', topic, partition });
    else if (!isSelected(wanted)) refusals.push({ code: 'partition_not_selected', topic, partition });
    else refusals.push(...checkReplicas(wanted, place, brokers, allowed), ...checkRisks(wanted, place, options));
    seen.add(key);
  }
  if (refusals.length > 0) return refusals;
  const moves = assignment.map((wanted) => ({
    ...wanted,
    from: places.get(partitionKey(wanted))?.replicas ?? [],
    to: wanted.replicas,
  }));
  return checkMinIsr(layout, moves, options);
}

function checkReplicas(
  { topic, partition, replicas }: PartitionReplicas,
  place: PartitionPlace,
  brokers: ReadonlyMap<number, BrokerPlace>,
  allowed: ReadonlySet<number> | null,
): AssignmentRefusal[] {
  if (replicas.length === 0) return [{ code: 'no_replicas', topic, partition }];
  return replicas.flatMap((brokerId, position): AssignmentRefusal[] => {
    const at = { topic, partition, brokerId };
    if (replicas.indexOf(brokerId) < position) return [{ code: 'duplicate_replica_broker', ...at }];
    if (place.replicas.includes(brokerId)) return [];
    const broker = brokers.get(brokerId);
    if (broker === undefined) return [{ code: 'unknown_replica_broker', ...at }];
    if (!broker.isLive) return [{ code: 'dead_replica_broker', ...at }];
    return allowed?.has(brokerId) === false ? [{ code: 'replica_broker_not_allowed', ...at }] : [];
  });
}

function checkRisks(
  { topic, partition, replicas }: PartitionReplicas,
  place: PartitionPlace,
  { acknowledged }: AssignmentOptions,
): AssignmentRefusal[] {
  const refusals: AssignmentRefusal[] = [];
  const fromFactor = place.replicas.length;
  const toFactor = replicas.length;
  if (toFactor > 0 && toFactor !== fromFactor && !acknowledged.replicationFactorChange) {
    refusals.push({ code: 'replication_factor_change_not_acknowledged', topic, partition, fromFactor, toFactor });
  }
  const isSame = toFactor === fromFactor && replicas.every((brokerId, i) => brokerId === place.replicas[i]);
  if (place.isReassigning && !isSame && !acknowledged.reassignmentRunning) {
    refusals.push({ code: 'reassignment_running', topic, partition });
  }
  return refusals;
}
