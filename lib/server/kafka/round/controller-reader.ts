import type { MetadataQuorumFacts } from '@/lib/domain/metadata-quorum';
import type { Gap } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import { describeQuorum } from './describe-quorum';
import { passedOn } from './passed-on';
import { describeErrorCode, describeGap, describeReadFailure } from './read-failure';
import type { RoundContext } from './round-context';

/** The controller of a cluster with the quorum that it leads, or why they are not known. */
export interface ControllerReading {
  readonly controllerId: number | null;
  /** Null on ZooKeeper. */
  readonly quorum: MetadataQuorumFacts | null;
  readonly gaps: readonly Gap[];
}

const quorumOfMetadata = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];

/**
 * The DescribeQuorum leader (API key 55) on KRaft, where Metadata names any live broker; Metadata's controller on
 * ZooKeeper, whose brokers lack that API. Any broker passes the question on to the controller, so it is left for the
 * next round when the last controller was silent in this one: waiting would blame the brokers that pass it on. Never throws.
 */
export async function readController(
  gateway: KafkaGateway,
  { atMs, metadata, previous, options }: RoundContext,
): Promise<ControllerReading> {
  if (!gateway.supports('DescribeQuorum'))
    return { controllerId: metadata.answeredControllerId, quorum: null, gaps: [] };
  const lastId = previous.snapshot?.controllerId ?? null;
  // A controller that is no broker never answers this process, and is asked for all the same.
  const answeredAtMs = lastId === null ? undefined : gateway.lastAnswersAtMs().get(lastId);
  if (lastId !== null && answeredAtMs !== undefined && answeredAtMs < atMs) {
    const message = `Broker ${lastId}, the last controller, did not answer in this round.`;
    return notRead(describeGap('controller', { brokerId: lastId }, 'timed_out', message));
  }
  try {
    const answer = await gateway.call('DescribeQuorum', { topics: quorumOfMetadata }, passedOn(options));
    const partition = answer.topics[0]?.partitions[0];
    const errorNumber = answer.errorCode || partition?.errorCode || 0;
    if (errorNumber !== 0 || !partition) {
      return notRead(describeErrorCode('controller', {}, errorNumber));
    }
    const quorum = describeQuorum(partition, answer.nodes);
    return { controllerId: quorum.leaderId, quorum, gaps: [] };
  } catch (error) {
    return notRead(describeReadFailure('controller', {}, error));
  }
}

function notRead(gap: Gap): ControllerReading {
  return { controllerId: null, quorum: null, gaps: [gap] };
}
