import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { AnyOperation } from '../operation';
import { changeReplicationFactor } from './change-replication-factor';
import { reassignPartitions } from './reassign-partitions';
import type { ReassignFacts, ReassignPlan } from './reassign-plan';

/** Topic `t` of three partitions on broker 1, of which one is being moved, and `dead` with a replica on a broker that is gone. */
const facts: ReassignFacts = {
  layout: {
    brokers: [1, 2, 3, 4].map((brokerId) => ({ brokerId, rack: brokerId < 3 ? 'a' : 'b', isLive: brokerId !== 4 })),
    partitions: [
      ...[0, 1, 2].map((partition) => ({
        topic: 't',
        partition,
        replicas: [1],
        bytes: 100,
        isReassigning: partition === 2,
      })),
      { topic: 'dead', partition: 0, replicas: [4], bytes: 100, isReassigning: false },
    ],
  },
  topicIds: new Map(),
  minInSyncReplicas: { t: 1 },
};

/** What a preview tells, and what the execution of that preview would do. */
function planTwice(operation: AnyOperation, given: z.input<typeof reassignPartitions.input> | object) {
  const input = operation.input.parse(given);
  const pinned = operation.input.parse(operation.pin?.(input, facts));
  const result = (from: unknown) => {
    const planned = operation.plan(from, facts) as { plan: ReassignPlan };
    return planned.plan;
  };
  return { unpinned: result(input), preview: result(pinned), execution: result(operation.pin?.(pinned, facts)) };
}

const leftAlone = { code: 'left_alone_while_reassigning', partitionCount: 1 };

describe('a goal that is pinned to the replicas that it comes to', () => {
  test.each([
    ['balance', reassignPartitions, { goal: { kind: 'balance' }, topics: ['t'] }],
    ['drain', reassignPartitions, { goal: { kind: 'drain', brokerIds: [1] }, topics: ['t'] }],
    [
      'drain to some',
      reassignPartitions,
      { goal: { kind: 'drain', brokerIds: [1] }, topics: ['t'], allowedBrokerIds: [2] },
    ],
    ['replication factor', changeReplicationFactor, { topics: ['t'], replicationFactor: 2 }],
  ] as const)('%s: warns as it was planned, of what it leaves alone too', (_, operation, given) => {
    const { unpinned, preview, execution } = planTwice(operation, given);
    expect(unpinned.warnings).toContainEqual(leftAlone);
    expect(preview.moves).toEqual(unpinned.moves);
    expect(preview.warnings).toEqual(unpinned.warnings);
    expect(execution).toEqual(preview);
  });

  test('a plan made by hand leaves nothing alone', () => {
    const assignment = [{ topic: 't', partition: 0, replicas: [2] }];
    const { preview } = planTwice(reassignPartitions, { goal: { kind: 'exact', assignment } });
    expect(preview.warnings).not.toContainEqual(leftAlone);
  });
});
