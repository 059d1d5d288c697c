import { commandLine } from '../command-line';
import type { OperationKafka, OperationOutcome } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';

/** Kafka's numbers of election types (`ElectionType`). */
export const ELECTION_TYPE = { preferred: 0, unclean: 1 } as const;
export type ElectionType = keyof typeof ELECTION_TYPE;

export interface PartitionToElect {
  readonly topic: string;
  readonly partition: number;
}

const TIMEOUT_MS = 30_000;
const notNeeded = 'ELECTION_NOT_NEEDED';

/**
 * Asks the controller for the elections in one request (ElectLeaders, API key 43, KIP-460): one outcome a partition. A
 * partition that has the leader by now (ELECTION_NOT_NEEDED) is done.
 */
export function executeElections(
  kafka: OperationKafka,
  type: ElectionType,
  partitions: readonly PartitionToElect[],
): Promise<readonly OperationOutcome[]> {
  const names = partitions.map(({ topic, partition }) => partitionName(topic, partition));
  const topicPartitions = [...new Set(partitions.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: partitions.filter((one) => one.topic === topic).map(({ partition }) => partition),
  }));
  return attempt(names, async () => {
    const body = { electionType: ELECTION_TYPE[type], topicPartitions, timeoutMs: TIMEOUT_MS };
    const answer = await kafka.call('ElectLeaders', body, { brokerId: 'controller', timeoutMs: TIMEOUT_MS });
    if (kafka.errorOf(answer.errorCode)) return names.map((name) => outcomeOf(kafka, name, answer.errorCode));
    const results = new Map(
      answer.replicaElectionResults.flatMap(({ topic, partitionResult }) =>
        partitionResult.map((result) => [partitionName(topic, result.partitionId), result] as const),
      ),
    );
    return names.map((name) => {
      const { errorCode = -1, errorMessage = null } = results.get(name) ?? {};
      return outcomeOf(kafka, name, kafka.errorOf(errorCode)?.name === notNeeded ? 0 : errorCode, errorMessage);
    });
  });
}

/** The same with `kafka-leader-election.sh`: many partitions go by way of a file. */
export function electionCommandLines(type: ElectionType, partitions: readonly PartitionToElect[]): readonly string[] {
  const elect = (...args: readonly string[]) => commandLine('kafka-leader-election', '--election-type', type, ...args);
  const [first] = partitions;
  if (partitions.length === 1 && first) return [elect('--topic', first.topic, '--partition', String(first.partition))];
  const json = JSON.stringify({ partitions: partitions.map(({ topic, partition }) => ({ topic, partition })) });
  return [`printf '%s' '${json}' > elections.json`, elect('--path-to-json-file', 'elections.json')];
}
