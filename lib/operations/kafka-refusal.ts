import type { Message, OperationKafka } from './operation';

/** What Kafka said of one thing when it was asked to validate only. */
export interface KafkaRefusal {
  readonly subject: string;
  /** Kafka's error name. */
  readonly errorName: string;
  readonly message: string;
}

/** The refusals that an error number in an answer stands for: none or one. */
export function kafkaRefusals(
  kafka: Pick<OperationKafka, 'errorOf'>,
  subject: string,
  errorNumber: number,
  message: string | null | undefined,
): readonly KafkaRefusal[] {
  const error = kafka.errorOf(errorNumber);
  return error === null ? [] : [{ subject, errorName: error.name, message: message ?? '' }];
}

/** The same as a sentence. */
export function describeRefusal({ subject, errorName, message }: KafkaRefusal): Message {
  return { key: 'kafkaRefusesFor', values: { subject, error: errorName, message } };
}
