import type { OperationContext } from '@/lib/operations/operation';
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
}

/** What an operation may use of a cluster. */
export function createOperationContext({ clusterId, gateway, database }: ClusterAccess): OperationContext {
  return {
    kafka: {
      clusterId,
      call: (api, body, options) => gateway.call(api, body, options),
      supports: (api, brokerId) => gateway.supports(api, brokerId),
      errorOf: (errorNumber) => (errorNumber === 0 ? null : describeKafkaError(errorNumber)),
    },
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
