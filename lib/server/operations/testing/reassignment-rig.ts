import { reassignPartitions } from '@/lib/operations/reassignment/reassign-partitions';
import { readThrottleEntries } from '@/lib/operations/reassignment/throttle-entries';
import { createOperationContext } from '../operation-context';
import { stepRuns } from '../step-runs';
import { type OperationRig, runConfirmed } from './operation-rig';

/** Fills partitions, so that moving them takes time under a throttle. */
export async function appendBytes(
  rig: OperationRig,
  topic: string,
  partitions: readonly number[],
  bytesEach: number,
): Promise<void> {
  for (const partition of partitions) await rig.client.appendBytes(topic, partition, bytesEach);
}

export interface PartitionSeen {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** The partitions of a topic as Metadata tells them. */
export async function readPartitions(rig: OperationRig, topic: string): Promise<readonly PartitionSeen[]> {
  const { topics } = await rig.client.gateway.call('Metadata', { topics: [{ name: topic }] });
  return (topics[0]?.partitions ?? [])
    .toSorted((left, right) => left.partitionIndex - right.partitionIndex)
    .map(({ replicaNodes, isrNodes }) => ({ replicas: replicaNodes, isr: isrNodes }));
}

/** Partitions of a topic that Kafka is moving now. */
export async function readMoving(rig: OperationRig, topic: string): Promise<readonly number[]> {
  const answer = await rig.client.gateway.call(
    'ListPartitionReassignments',
    { topics: null },
    { brokerId: 'controller' },
  );
  return answer.topics
    .filter(({ name }) => name === topic)
    .flatMap(({ partitions }) => partitions.map((one) => one.partitionIndex));
}

/** Every throttle entry that is set on the brokers and the topics. */
export async function readThrottles(rig: OperationRig, topics: readonly string[]) {
  const { kafka } = createOperationContext(rig.access);
  const entries = await readThrottleEntries(kafka, [1, 2, 3], topics);
  return entries.filter(({ value }) => value !== null);
}

/** Starts a run that gives partitions these replicas; answers its id. */
export async function startMove(
  rig: OperationRig,
  assignment: readonly { readonly topic: string; readonly partition: number; readonly replicas: readonly number[] }[],
  options: { readonly bytesPerSecond?: number | null; readonly maxMovesPerBroker?: number } = {},
): Promise<string> {
  const input = {
    goal: { kind: 'exact', assignment },
    acknowledged: { replicationFactorChange: true },
    ...options,
  };
  const run = await runConfirmed(rig.access, reassignPartitions, input);
  return run.runId;
}

/** Goes on with all runs until none is left. */
export async function stepUntilOver(rig: OperationRig, timeoutMs = 90_000): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while ((await stepRuns(rig.access)) > 0) {
    if (Date.now() > deadlineMs) throw new Error('the runs do not end');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
