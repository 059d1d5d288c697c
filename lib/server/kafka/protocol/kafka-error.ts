import { KAFKA_ERRORS, type KafkaErrorFacts } from './kafka-errors.generated';

const byNumber = new Map(KAFKA_ERRORS.map((error) => [error.number, error]));

/** Facts of an error number; a number newer than the table gets the name `ERROR_<number>`. */
export function describeKafkaError(number: number): KafkaErrorFacts {
  return (
    byNumber.get(number) ?? {
      number,
      name: `ERROR_${number}`,
      isRetriable: false,
    }
  );
}

/** The error numbers that the readers act on. */
export const kafkaErrorNumber = {
  none: 0,
  offsetOutOfRange: 1,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeaderOrFollower: 6,
  coordinatorLoadInProgress: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  topicAuthorizationFailed: 29,
  groupAuthorizationFailed: 30,
  clusterAuthorizationFailed: 31,
  unsupportedVersion: 35,
  groupIdNotFound: 69,
  fencedLeaderEpoch: 74,
  unknownLeaderEpoch: 75,
  unknownTopicId: 100,
} as const;
