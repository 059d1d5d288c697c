import type { OperationContext, OperationKafka } from '@/lib/operations/operation';
import { createOperationAlerts } from '@/lib/server/alerts/operation-alerts';
import type { KafkaGateway } from '@/lib/server/kafka/gateway';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { readClusterSetting, writeClusterSetting } from '@/lib/server/store/cluster-settings';
import type { Database } from '@/lib/server/store/database';
import { readStepwiseRuns, steerRun } from '@/lib/server/store/stepwise-runs';

/** One cluster as operations reach it. */
export interface ClusterAccess {
  readonly clusterId: string;
  readonly gateway: KafkaGateway;
  readonly database: Database;
  /** Key of stored secrets (HIGHWATER_SECRET) and address for links in messages; absent or null when unset. */
  readonly secret?: string | null;
  readonly publicUrl?: string | null;
}

/** A cluster as facts are read from it. */
export function createOperationKafka(clusterId: string, gateway: KafkaGateway): OperationKafka {
  return {
    clusterId,
    call: (api, body, options) => gateway.call(api, body, options),
    supports: (api, brokerId) => gateway.supports(api, brokerId),
    errorOf: (errorNumber) => (errorNumber === 0 ? null : describeKafkaError(errorNumber)),
  };
}

/** What an operation may use of a cluster, on behalf of whom where somebody confirmed it. */
export function createOperationContext(access: ClusterAccess, principal: string | null = null): OperationContext {
  const { clusterId, gateway, database, secret = null, publicUrl = null } = access;
  return {
    principal,
    alerts: createOperationAlerts({ database, clusterId, secret }, publicUrl),
    kafka: createOperationKafka(clusterId, gateway),
    settings: {
      read: (key) => readClusterSetting(database, clusterId, key),
      write: (key, value) => writeClusterSetting(database, clusterId, key, value),
    },
    runs: {
      readRunning: (operation) => readStepwiseRuns(database, clusterId, operation),
      steer: (runId, control) => steerRun(database, runId, control),
    },
  };
}
