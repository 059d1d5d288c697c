import type { CallOptions, KafkaGateway } from '../gateway';

/** Where a group's coordinator is: a broker, or the error number that FindCoordinator answered. */
export type CoordinatorLookup = { readonly brokerId: number } | { readonly errorNumber: number };

const firstManyKeysVersion = 4;
const groupKeyType = 0;

/**
 * Finds the coordinators of groups of any type: one FindCoordinator (API key 10) for all, one each below v4 (Kafka 2.8
 * and before). Throws as `KafkaGateway.call` does.
 */
export async function readCoordinators(
  gateway: KafkaGateway,
  groupIds: readonly string[],
  options: CallOptions,
): Promise<Map<string, CoordinatorLookup>> {
  const range = gateway.supports('FindCoordinator');
  if (range && range.max < firstManyKeysVersion) {
    const pairs = await Promise.all(
      groupIds.map(async (groupId) => [groupId, await readCoordinator(gateway, groupId, options)] as const),
    );
    return new Map(pairs);
  }
  const answer = await gateway.call('FindCoordinator', { keyType: groupKeyType, coordinatorKeys: groupIds }, options);
  return new Map(answer.coordinators.map(({ key, nodeId, errorCode }) => [key, parseLookup(nodeId, errorCode)]));
}

async function readCoordinator(
  gateway: KafkaGateway,
  groupId: string,
  options: CallOptions,
): Promise<CoordinatorLookup> {
  const answer = await gateway.call(
    'FindCoordinator',
    { key: groupId, keyType: groupKeyType },
    { ...options, maxVersion: 3 },
  );
  return parseLookup(answer.nodeId, answer.errorCode);
}

function parseLookup(brokerId: number, errorNumber: number): CoordinatorLookup {
  return errorNumber === 0 ? { brokerId } : { errorNumber };
}
