/** Why a broker could not be asked. */
export const FAULT_REASONS = [
  'connection_refused',
  'host_not_found',
  'timed_out',
  'connection_closed',
  'connection_failed',
  'tls_failed',
  'authentication_failed',
  'circuit_open',
  'broker_not_registered',
  'closed',
] as const;
export type FaultReason = (typeof FAULT_REASONS)[number];

/** Why the agent of a broker told no metrics, where it could be asked. */
const AGENT_REASONS = [
  'not_configured',
  'no_address',
  'bad_status',
  'no_kafka_metrics',
  'invalid_answer',
  'answer_too_large',
] as const;

/** Closed list of Highwater's own words in `Gap.reason`. Any other reason is the name of a Kafka error, or an error code. */
export const GAP_REASONS = [
  ...FAULT_REASONS,
  'unsupported_by_broker',
  'no_leader',
  'no_controller',
  'coordinator_unknown',
  'coordinator_not_read',
  'never_read',
  ...AGENT_REASONS,
] as const;
export type GapReason = (typeof GAP_REASONS)[number];
