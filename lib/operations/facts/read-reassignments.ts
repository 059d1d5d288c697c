import { AppError } from '@/lib/domain/errors';
import type { ReassignmentFacts } from '@/lib/domain/snapshot';
import type { OperationKafka } from '../operation';

/** Reassignments under way, whoever started them (ListPartitionReassignments, API key 46, KIP-455). Throws `broker_rejected`. */
export async function readReassignments(kafka: OperationKafka): Promise<readonly ReassignmentFacts[]> {
  const answer = await kafka.call('ListPartitionReassignments', { topics: null }, { brokerId: 'controller' });
  const error = kafka.errorOf(answer.errorCode);
  if (error !== null) {
    throw new AppError('broker_rejected', `Kafka does not tell its reassignments: ${error.name}`, {
      broker: {
        errorName: error.name,
        errorNumber: error.number,
        apiName: 'ListPartitionReassignments',
        brokerId: null,
      },
    });
  }
  return answer.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({
      topic: name,
      partition: partitionIndex,
      replicas,
      addingReplicas,
      removingReplicas,
    })),
  );
}
