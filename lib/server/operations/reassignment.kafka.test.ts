import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { cancelReassignment } from '@/lib/operations/reassignment/cancel-reassignment';
import { changeReplicationFactor } from '@/lib/operations/reassignment/change-replication-factor';
import { reassignPartitions } from '@/lib/operations/reassignment/reassign-partitions';
import {
  pauseReassignment,
  resumeReassignment,
  setReassignmentThrottle,
} from '@/lib/operations/reassignment/steer-reassignment';
import { applyThrottleEntries } from '@/lib/operations/reassignment/throttle-entries';
import { createTopics } from '@/lib/operations/topics/create-topics';
import { deleteTopic } from '@/lib/operations/topics/delete-topic';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { readOperationRun } from '@/lib/server/store/read-operation-runs';
import { createOperationContext } from './operation-context';
import { previewOperation } from './preview-operation';
import { stepRuns } from './step-runs';
import { ADMIN, CLUSTER_ID, type OperationRig, runConfirmed, startOperationRig } from './testing/operation-rig';
import {
  appendBytes,
  readMoving,
  readPartitions,
  readThrottles,
  startMove,
  stepUntilOver,
} from './testing/reassignment-rig';

const bootstrapServers = inject('kafkaBrokers').split(',');
/** At it, a partition of a megabyte moves for a good while. */
const slow = { bytesPerSecond: 20_000 };
let rig: OperationRig;
let topic: string;

beforeAll(async () => {
  rig = await startOperationRig(bootstrapServers);
});
afterAll(() => rig?.close());
beforeEach(() => {
  topic = uniqueName('moved');
});
afterEach(async () => {
  await stepUntilOver(rig);
  await rig.client.deleteTopic(topic);
});

async function stateOf(runId: string) {
  const run = await readOperationRun(rig.database, CLUSTER_ID, runId);
  if (run === null) throw new Error('there is no such run');
  return run;
}

async function stepUntilMoving(): Promise<void> {
  await pollUntil(
    'a move in flight',
    async () => {
      await stepRuns(rig.access);
      return (await readMoving(rig, topic)).length > 0;
    },
    { timeoutMs: 20_000 },
  );
}

async function replicasOf(): Promise<(readonly number[])[]> {
  return (await readPartitions(rig, topic)).map(({ replicas }) => replicas);
}

/** Replicas of the topic that are limited on one side. */
async function readListed(side: 'leader' | 'follower'): Promise<readonly string[]> {
  const throttles = await readThrottles(rig, [topic]);
  return throttles.find(({ name }) => name === `${side}.replication.throttled.replicas`)?.value?.split(',') ?? [];
}

describe('a move', () => {
  it('1. runs under its throttle, and leaves exactly what stood there before: no throttle, foreign ones untouched', async () => {
    await rig.client.createTopic(topic, [[1], [2]]);
    await appendBytes(rig, topic, [0], 1_000_000);
    const { kafka } = createOperationContext(rig.access);
    const foreign = [
      { resourceType: 'broker', resourceName: '2', name: 'follower.replication.throttled.rate', value: '123456789' },
      { resourceType: 'topic', resourceName: topic, name: 'leader.replication.throttled.replicas', value: '1:2' },
    ] as const;
    await applyThrottleEntries(kafka, foreign);
    const runId = await startMove(rig, [{ topic, partition: 0, replicas: [2] }], { bytesPerSecond: 200_000 });
    await stepUntilMoving();
    const during = await readThrottles(rig, [topic]);
    expect(during).toContainEqual(expect.objectContaining({ resourceName: '2', value: '200000' }));
    expect(during).toContainEqual(expect.objectContaining({ resourceName: topic, value: '1:2,0:1' }));
    await stepUntilOver(rig);
    expect(await stateOf(runId)).toMatchObject({ state: 'done', verified: true });
    expect(await replicasOf()).toEqual([[2], [2]]);
    expect(await readThrottles(rig, [topic])).toEqual(expect.arrayContaining(foreign.map((one) => ({ ...one }))));
    expect(await readThrottles(rig, [topic])).toHaveLength(foreign.length);
    await applyThrottleEntries(
      kafka,
      foreign.map((entry) => ({ ...entry, value: null })),
    );
  });

  it('2. tells how far it is, and takes another limit while it runs', async () => {
    await rig.client.createTopic(topic, [[1]]);
    await appendBytes(rig, topic, [0], 1_500_000);
    const runId = await startMove(rig, [{ topic, partition: 0, replicas: [3, 2] }], slow);
    await stepUntilMoving();
    await stepRuns(rig.access);
    const run = await stateOf(runId);
    expect(run.progress).toMatchObject({ phase: 'moving', total: 1, inFlight: 1, throttle: 20_000 });
    const measured = await pollUntil(
      'bytes left',
      async () => {
        await stepRuns(rig.access);
        const { progress } = await stateOf(runId);
        const seen = (progress as { measured: { bytesLeft: number; bytesTotal: number } }).measured;
        return seen.bytesLeft > 0 && seen;
      },
      { timeoutMs: 20_000 },
    );
    expect(measured.bytesTotal).toBeGreaterThan(2_900_000);
    const raised = { runId, bytesPerSecond: 50_000_000 };
    const { input, fingerprint } = await previewOperation(rig.access, setReassignmentThrottle, {
      input: raised,
      principal: ADMIN.name,
    });
    expect([input, fingerprint === null]).toEqual([raised, false]);
    const steps = setInterval(() => void stepRuns(rig.access), 500);
    const set = await runConfirmed(rig.access, setReassignmentThrottle, raised);
    clearInterval(steps);
    expect(set).toMatchObject({ state: 'done', verified: true });
    await stepUntilOver(rig);
    expect(await replicasOf()).toEqual([[3, 2]]);
    expect(await readThrottles(rig, [topic])).toEqual([]);
  });

  it('3. pauses: what is in flight ends, nothing more starts until it goes on', async () => {
    await rig.client.createTopic(topic, [[1], [1], [1]]);
    await appendBytes(rig, topic, [0, 1, 2], 300_000);
    const moves = [0, 1, 2].map((partition) => ({ topic, partition, replicas: [2] }));
    const runId = await startMove(rig, moves, { bytesPerSecond: 200_000, maxMovesPerBroker: 1 });
    await stepUntilMoving();
    expect(await readMoving(rig, topic)).toHaveLength(1);
    await runConfirmed(rig.access, pauseReassignment, { runId });
    await pollUntil(
      'nothing in flight',
      async () => {
        await stepRuns(rig.access);
        return (await readMoving(rig, topic)).length === 0;
      },
      { timeoutMs: 30_000 },
    );
    await stepRuns(rig.access);
    await stepRuns(rig.access);
    expect((await replicasOf()).filter(([broker]) => broker === 1)).toHaveLength(2);
    expect((await stateOf(runId)).progress).toMatchObject({ phase: 'paused', waiting: 2 });
    await runConfirmed(rig.access, resumeReassignment, { runId });
    await stepUntilOver(rig);
    expect(await replicasOf()).toEqual([[2], [2], [2]]);
  });
});

describe('a limit', () => {
  it('9. holds for what moves now alone, not for what has moved or waits', async () => {
    await rig.client.createTopic(topic, [[1], [1], [1]]);
    await appendBytes(rig, topic, [0, 1, 2], 300_000);
    const moves = [0, 1, 2].map((partition) => ({ topic, partition, replicas: [2] }));
    await startMove(rig, moves, { bytesPerSecond: 150_000, maxMovesPerBroker: 1 });
    await pollUntil(
      'the second partition to be the one that is limited',
      async () => {
        await stepRuns(rig.access);
        const isMoved = (await replicasOf())[0]?.join() === '2';
        const moving = await readMoving(rig, topic);
        const listed = { leader: await readListed('leader'), follower: await readListed('follower') };
        return isMoved && moving.join() === '1' && listed.leader.join() === '1:1' && listed.follower.join() === '1:2';
      },
      { timeoutMs: 60_000 },
    );
    await stepUntilOver(rig);
    expect(await replicasOf()).toEqual([[2], [2], [2]]);
    expect(await readThrottles(rig, [topic])).toEqual([]);
  });
});

describe('R23: cancel', () => {
  it('4. puts back the replicas, deletes the half-made copy and the throttle; a second one has nothing to do', async () => {
    await rig.client.createTopic(topic, [[1]]);
    await appendBytes(rig, topic, [0], 1_000_000);
    const runId = await startMove(rig, [{ topic, partition: 0, replicas: [2] }], slow);
    await stepUntilMoving();
    await runConfirmed(rig.access, cancelReassignment, { runId });
    await stepUntilOver(rig);
    expect(await stateOf(runId)).toMatchObject({ state: 'cancelled', outcomes: [{ state: 'skipped' }] });
    expect(await replicasOf()).toEqual([[1]]);
    expect(await readMoving(rig, topic)).toEqual([]);
    expect(await readThrottles(rig, [topic])).toEqual([]);
    const left = await pollUntil(
      'the copy to be deleted',
      async () => {
        const answer = await rig.client.gateway.call(
          'DescribeLogDirs',
          { topics: [{ topic, partitions: [0] }] },
          { brokerId: 2 },
        );
        return answer.results.flatMap((dir) => dir.topics).length === 0;
      },
      { timeoutMs: 30_000 },
    );
    expect(left).toBe(true);
    const again = await previewOperation(rig.access, cancelReassignment, { input: { runId }, principal: ADMIN.name });
    expect(again.refusals).toMatchObject([{ key: 'runHasEnded' }]);
  });

  it('5. rolls back what was finished, too', async () => {
    await rig.client.createTopic(topic, [[1], [1]]);
    await appendBytes(rig, topic, [0, 1], 400_000);
    const moves = [0, 1].map((partition) => ({ topic, partition, replicas: [3] }));
    const runId = await startMove(rig, moves, { bytesPerSecond: 200_000, maxMovesPerBroker: 1 });
    await pollUntil(
      'one to be finished',
      async () => {
        await stepRuns(rig.access);
        return (await replicasOf()).some((replicas) => replicas.length === 1 && replicas[0] === 3);
      },
      { timeoutMs: 30_000 },
    );
    await runConfirmed(rig.access, cancelReassignment, { runId, isRollback: true });
    await stepRuns(rig.access);
    const moving = await readMoving(rig, topic);
    expect(await readListed('leader')).toEqual(expect.arrayContaining(moving.map((partition) => `${partition}:3`)));
    await stepUntilOver(rig);
    expect(await replicasOf()).toEqual([[1], [1]]);
    expect(await readThrottles(rig, [topic])).toEqual([]);
  });

  it('6. of what another tool started', async () => {
    await rig.client.createTopic(topic, [[1]]);
    await appendBytes(rig, topic, [0], 1_000_000);
    const { kafka } = createOperationContext(rig.access);
    const rates = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate'] as const;
    const entries = [
      { resourceType: 'broker', resourceName: '2', name: rates[1], value: '10000' } as const,
      {
        resourceType: 'topic',
        resourceName: topic,
        name: 'follower.replication.throttled.replicas',
        value: '*',
      } as const,
    ];
    await applyThrottleEntries(kafka, entries);
    const move = { name: topic, partitions: [{ partitionIndex: 0, replicas: [2] }] };
    await rig.client.gateway.call('AlterPartitionReassignments', { topics: [move] }, { brokerId: 'controller' });
    const run = await runConfirmed(rig.access, cancelReassignment, { partitions: [{ topic, partition: 0 }] });
    expect(run).toMatchObject({ state: 'done', verified: true });
    expect(await replicasOf()).toEqual([[1]]);
    await applyThrottleEntries(
      kafka,
      entries.map((entry) => ({ ...entry, value: null })),
    );
  });
});

describe('a plan', () => {
  it('7. empties a broker with the least data, and its undo puts everything back', async () => {
    await rig.client.createTopic(topic, [
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
    await appendBytes(rig, topic, [0, 1, 2], 100_000);
    const input = { goal: { kind: 'drain', brokerIds: [1] }, topics: [topic], bytesPerSecond: null };
    const preview = await previewOperation(rig.access, reassignPartitions, { input, principal: ADMIN.name });
    const { effect } = preview.figures as { effect: { movesDataCount: number } };
    expect(effect.movesDataCount).toBe(2);
    const run = await runConfirmed(rig.access, reassignPartitions, input);
    await stepUntilOver(rig);
    const drained = await replicasOf();
    expect(drained.flat()).not.toContain(1);
    expect(drained.every((replicas) => new Set(replicas).size === 2)).toBe(true);
    const { inverse } = await stateOf(run.runId);
    await runConfirmed(rig.access, reassignPartitions, inverse?.input);
    await stepUntilOver(rig);
    expect(await replicasOf()).toEqual([
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
  });

  it('8. gives a topic more replicas', async () => {
    await rig.client.createTopic(topic, [[1], [2]]);
    await runConfirmed(rig.access, changeReplicationFactor, { topics: [topic], replicationFactor: 3 });
    await stepUntilOver(rig);
    for (const replicas of await replicasOf()) expect(replicas.toSorted()).toEqual([1, 2, 3]);
  });

  // The controller of a ZooKeeper cluster answers nothing for minutes while it takes in so many.
  it.skipIf(!hasKafka('3.0'))(
    'R24: of 1,700 partitions of 300 topics is accepted, and runs in waves',
    async () => {
      const names = Array.from({ length: 300 }, (_, index) => `${topic}-${index}`);
      const topics = names.map((name, index) => ({
        topic: name,
        partitionCount: index < 200 ? 6 : 5,
        replicationFactor: 1,
      }));
      await runConfirmed(rig.access, createTopics, { topics });
      const input = { goal: { kind: 'replication-factor', replicationFactor: 2 }, topics: names, bytesPerSecond: null };
      const preview = await previewOperation(rig.access, reassignPartitions, { input, principal: ADMIN.name });
      expect(preview.description?.changes).toHaveLength(1_700);
      const { runId } = await runConfirmed(rig.access, reassignPartitions, { ...input, maxMovesPerBroker: 100 });
      await stepRuns(rig.access);
      const first = (await stateOf(runId)).progress as { total: number; inFlight: number; finished: number };
      expect(first.total).toBe(1_700);
      expect(first.inFlight + first.finished).toBeLessThan(1_700);
      await stepUntilOver(rig);
      expect(await stateOf(runId)).toMatchObject({ state: 'done', verified: true });
      for (let at = 0; at < names.length; at += 20) {
        await runConfirmed(rig.access, deleteTopic, { topics: names.slice(at, at + 20) });
      }
      await rig.client.createTopic(topic, 1);
    },
    240_000,
  );

  it('R21: is refused with the reason when it cannot be run', async () => {
    await rig.client.createTopic(topic, [[1]]);
    const refusalsOf = async (assignment: object) => {
      const input = { goal: { kind: 'exact', assignment: [assignment] } };
      const preview = await previewOperation(rig.access, reassignPartitions, { input, principal: ADMIN.name });
      return preview.refusals.map(({ key }) => key);
    };
    expect(await refusalsOf({ topic, partition: 0, replicas: [9] })).toEqual(['refusal_unknown_replica_broker']);
    expect(await refusalsOf({ topic, partition: 7, replicas: [1] })).toEqual(['refusal_unknown_partition']);
    expect(await refusalsOf({ topic, partition: 0, replicas: [1, 2] })).toEqual([
      'refusal_replication_factor_change_not_acknowledged',
    ]);
    expect(await refusalsOf({ topic, partition: 0, replicas: [1] })).toEqual(['nothingToMove']);
    await expect(refusalsOf({ topic, partition: 0, replicas: [1, 1] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
