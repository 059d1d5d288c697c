import type { Gap, ReassignmentFacts } from '@/lib/domain/snapshot';
import type { BrokerTarget, KafkaGateway } from '../gateway';
import { passedOn } from './passed-on';
import { describeErrorCode, describeGap, describeReadFailure } from './read-failure';
import type { RoundContext } from './round-context';

const NO_CONTROLLER = 'The cluster has no controller in this round.';

/** Reassignments under way, whoever started them; null when they could not be read. */
export interface ReassignmentReading {
  readonly reassignments: readonly ReassignmentFacts[] | null;
  readonly gaps: readonly Gap[];
}

/**
 * Reads all reassignments under way (ListPartitionReassignments, API key 46, KIP-455; Kafka 2.4 and later). On
 * KRaft any broker passes the question on to the controller, on ZooKeeper only the controller answers. Never throws.
 */
export async function readReassignments(gateway: KafkaGateway, context: RoundContext): Promise<ReassignmentReading> {
  if (!gateway.supports('ListPartitionReassignments')) return { reassignments: null, gaps: [] };
  const { answeredControllerId } = context.metadata;
  const brokerId: BrokerTarget | null = gateway.supports('DescribeQuorum') ? 'any' : answeredControllerId;
  if (brokerId === null) {
    return { reassignments: null, gaps: [describeGap('reassignments', {}, 'no_controller', NO_CONTROLLER)] };
  }
  try {
    const options = { ...passedOn(context.options), brokerId };
    const answer = await gateway.call('ListPartitionReassignments', { topics: null }, options);
    if (answer.errorCode !== 0) {
      return { reassignments: null, gaps: [describeErrorCode('reassignments', {}, answer.errorCode)] };
    }
    const reassignments = answer.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({
        topic: name,
        partition: partitionIndex,
        replicas,
        addingReplicas,
        removingReplicas,
      })),
    );
    return { reassignments, gaps: [] };
  } catch (error) {
    return { reassignments: null, gaps: [describeReadFailure('reassignments', {}, error)] };
  }
}
