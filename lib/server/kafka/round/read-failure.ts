import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { GapReason } from '@/lib/domain/gap-reasons';
import type { Gap, GapFact } from '@/lib/domain/snapshot';
import { faultOf } from '../protocol/connection-fault';
import { describeKafkaError, kafkaErrorNumber } from '../protocol/kafka-error';
import type { KafkaErrorFacts } from '../protocol/kafka-errors.generated';

const permissionErrors = new Set<number>([
  kafkaErrorNumber.topicAuthorizationFailed,
  kafkaErrorNumber.groupAuthorizationFailed,
  kafkaErrorNumber.clusterAuthorizationFailed,
]);

/** What a gap is about; what is left out does not narrow it. */
export interface GapPlace {
  readonly brokerId?: number;
  readonly topic?: string;
  readonly partition?: number;
  readonly groupId?: string;
}

/** Ours, which the handbook explains one by one, or what Kafka answered. */
type Reason = GapReason | ErrorCode | KafkaErrorFacts;

/** A gap that is not the fault of a failed request. */
export function describeGap(fact: GapFact, place: GapPlace, reason: Reason, message: string): Gap {
  return {
    fact,
    brokerId: place.brokerId ?? null,
    topic: place.topic ?? null,
    partition: place.partition ?? null,
    groupId: place.groupId ?? null,
    reason: typeof reason === 'string' ? reason : reason.name,
    message,
  };
}

/** The gap that a failed request leaves: `reason` is a fault of the connection, `unsupported_by_broker` or `internal`. */
export function describeReadFailure(fact: GapFact, place: GapPlace, error: unknown): Gap {
  const message = error instanceof Error ? error.message : String(error);
  return describeGap(fact, place, readFailureReason(error), message);
}

function readFailureReason(error: unknown): GapReason | ErrorCode {
  const fault = faultOf(error);
  if (fault) return fault.reason;
  if (error instanceof AppError && error.code === 'unsupported_by_cluster') return 'unsupported_by_broker';
  return error instanceof AppError ? error.code : 'internal';
}

/** The gap that an error code inside an answer leaves: `reason` is Kafka's error name. */
export function describeErrorCode(fact: GapFact, place: GapPlace, errorNumber: number): Gap {
  const error = describeKafkaError(errorNumber);
  const { name } = error;
  const message = permissionErrors.has(errorNumber)
    ? `Kafka does not let Highwater's principal see this (${name}): grant it Describe.`
    : `Kafka answered ${name}.`;
  return describeGap(fact, place, error, message);
}
