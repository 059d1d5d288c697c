import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';
import { readLiveBrokers } from './read-brokers';

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

/** What a broker answers; null when the request to it failed. */
export async function unlessUnanswered<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A list in pieces of at most `size`. */
export function inPieces<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
