import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyOperation } from '@/lib/operations/operation';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { createKafkaTestClient, type KafkaTestClient } from '@/lib/server/kafka/kafka-test-client';
import { upsertClusters } from '@/lib/server/store/clusters';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { applyMigrations } from '@/lib/server/store/migrations';
import { type ExecutionRequest, executeOperation } from '../execute-operation';
import type { ClusterAccess } from '../operation-context';
import { previewOperation } from '../preview-operation';

export const CLUSTER_ID = 'changes';
export const ADMIN = { kind: 'token', name: 'admin' } as const;

/** A Postgres of its own beside the suite's brokers: what the runner of operations runs on. */
export interface OperationRig {
  readonly access: ClusterAccess;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly client: KafkaTestClient;
  close(): Promise<void>;
}

export async function startOperationRig(bootstrapServers: readonly string[]): Promise<OperationRig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-operations-'));
  const server = await startEmbeddedPostgres({ dataDir });
  await applyMigrations(server.url);
  const database = openDatabase(server.url);
  await upsertClusters(database, [{ clusterId: CLUSTER_ID, clusterName: CLUSTER_ID, isDemo: false }]);
  const client = await createKafkaTestClient({ bootstrapServers });
  const gateway = createKafkaGateway({ bootstrapServers });
  return {
    access: { clusterId: CLUSTER_ID, gateway, database },
    database,
    databaseUrl: server.url,
    client,
    close: async () => {
      await client.close();
      await gateway.close();
      await database.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The request that confirms a preview of this input. */
export async function confirmedRequest(
  access: ClusterAccess,
  operation: AnyOperation,
  input: unknown,
  changes: Partial<ExecutionRequest> = {},
): Promise<ExecutionRequest> {
  const preview = await previewOperation(access, operation, { input, principal: ADMIN.name });
  if (preview.fingerprint === null) throw new Error(`refused: ${JSON.stringify(preview.refusals)}`);
  return {
    input: preview.input,
    fingerprint: preview.fingerprint,
    confirmation: { reason: 'a test', ...(preview.typedName === null ? {} : { typedName: preview.typedName }) },
    idempotencyKey: null,
    principal: ADMIN,
    ...changes,
  };
}

/** Previews, confirms and executes. */
export async function runConfirmed(access: ClusterAccess, operation: AnyOperation, input: unknown) {
  return executeOperation(access, operation, await confirmedRequest(access, operation, input));
}
