import { describe, expect, test } from 'vitest';
import { addReplica, createPlacement, listMoves, orderReplicas, removeReplica } from './placement';
import { buildLayout } from './testing/build-layout';

/** Brokers 1, 2, 3 have the indexes 0, 1, 2. */
function place(replicas: readonly number[]) {
  return createPlacement(buildLayout({ brokers: [1, 2, 3], topics: { t: [replicas] } }));
}

describe('a placement', () => {
  test('1. counts replicas and preferred leaders through each change', () => {
    const placement = place([1, 2]);
    removeReplica(placement, 0, 0);
    addReplica(placement, 0, 2);
    expect([...placement.replicaCount]).toEqual([0, 1, 1]);
    expect([...placement.leaderCount]).toEqual([0, 1, 0]);
    expect([...placement.topicLeaderCount]).toEqual([0, 1, 0]);
    expect(listMoves(placement)).toEqual([{ topic: 't', partition: 0, from: [1, 2], to: [2, 3] }]);
  });

  test('2. a replica that left and came back changes nothing', () => {
    const placement = place([1, 2]);
    removeReplica(placement, 0, 0);
    addReplica(placement, 0, 0);
    orderReplicas(placement, 0, null);
    expect(listMoves(placement)).toEqual([]);
    expect([...placement.leaderCount]).toEqual([1, 0, 0]);
  });

  test('3. another leader leaves the others in their order', () => {
    const placement = place([1, 2, 3]);
    orderReplicas(placement, 0, 2);
    orderReplicas(placement, 0, 1);
    expect(placement.replicas[0]).toEqual([1, 0, 2]);
    expect([...placement.leaderCount]).toEqual([0, 1, 0]);
  });

  test('4. a broker that only a replica names is a dead one', () => {
    const placement = place([1, 9]);
    expect(placement.brokerIds).toEqual([1, 2, 3, 9]);
    expect(placement.isLive).toEqual([true, true, true, false]);
  });
});
