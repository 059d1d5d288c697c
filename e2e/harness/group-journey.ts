import { createTestContext } from '@/lib/operations/testing/run-operation';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { createGroupRig, type GroupRig } from './group-rig';

export const HOUR_MS = 3_600_000;

/** A topic and groups of one test file's own on the shared brokers. */
export interface GroupJourney {
  readonly client: KafkaTestClient;
  readonly rig: GroupRig;
  /** Of three partitions; 0 and 1 hold ten records from two hours ago and ten from half an hour ago. */
  readonly topic: string;
  /** A name for a group, which goes with the journey. */
  nameGroup(): string;
  close(): Promise<void>;
}

export async function startGroupJourney(brokers: string): Promise<GroupJourney> {
  const client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
  const rig = createGroupRig(createTestContext(client.gateway, describeKafkaError).kafka, brokers);
  const topic = uniqueName('e2e-groups');
  const groups: string[] = [];
  await client.createTopic(topic, 3);
  for (const partition of [0, 1]) {
    await client.appendRecords(topic, partition, 10, { timestampMs: Date.now() - 2 * HOUR_MS });
    await client.appendRecords(topic, partition, 10, { timestampMs: Date.now() - HOUR_MS / 2 });
  }
  return {
    client,
    rig,
    topic,
    nameGroup() {
      const group = uniqueName('e2e-group');
      groups.push(group);
      return group;
    },
    async close() {
      await rig.close();
      for (const group of groups) {
        await rig.pollGroup(group, ({ members }) => members.length === 0);
        await client.deleteGroup(group);
      }
      await client.deleteTopic(topic);
      await client.close();
    },
  };
}
