import type { PartitionMove } from './cluster-layout';

/** The plan that takes back each change: run after `moves`, it restores the replicas and their order exactly. */
export function invertMoves(moves: readonly PartitionMove[]): readonly PartitionMove[] {
  return moves.map(({ topic, partition, from, to }) => ({ topic, partition, from: to, to: from }));
}
