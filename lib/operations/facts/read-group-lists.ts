import type { OperationKafka } from '../operation';
import { readLiveBrokers } from './read-brokers';
import { unlessUnanswered } from './unless-unanswered';

/** A group as its coordinator lists it. */
export interface ListedGroup {
  readonly groupId: string;
  /** `classic` on brokers that know no other. */
  readonly type: string;
  /** Of a classic group: `consumer`, `connect`, …; empty without members ever. */
  readonly protocolType: string;
  /** Empty below Kafka 2.6. */
  readonly state: string;
}

/** The groups of one coordinator; null when it does not tell. */
export interface CoordinatorGroups {
  readonly coordinatorId: number;
  readonly groups: readonly ListedGroup[] | null;
}

/** The groups of every live broker: the one that lists a group coordinates it (ListGroups, API key 16). */
export async function readGroupLists(kafka: OperationKafka): Promise<readonly CoordinatorGroups[]> {
  const brokers = await readLiveBrokers(kafka);
  return Promise.all(
    brokers.map(async ({ brokerId }) => ({
      coordinatorId: brokerId,
      groups: await unlessUnanswered(() => readGroupList(kafka, brokerId)),
    })),
  );
}

async function readGroupList(kafka: OperationKafka, brokerId: number): Promise<readonly ListedGroup[] | null> {
  const answer = await kafka.call('ListGroups', {}, { brokerId, maxVersion: 5 });
  if (answer.errorCode !== 0) return null;
  return answer.groups.map(({ groupId, groupType, protocolType, groupState }) => ({
    groupId,
    type: groupType ? groupType.toLowerCase() : 'classic',
    protocolType,
    state: groupState ?? '',
  }));
}
