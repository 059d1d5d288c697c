import { AppError } from '@/lib/domain/errors';
import type { AuditEntry } from '@/lib/views/schemas/audit';
import type { ItemOutcome, RunState, Verification } from '@/lib/views/schemas/operation-run';
import { appendAuditEvent } from './audit-log';
import type { Database, Queryable } from './database';
import { consumePreview } from './operation-previews';

/** A run that is about to start. JSON members are stored as they are. */
export interface NewRun {
  readonly clusterId: string;
  readonly operation: string;
  readonly risk: string;
  readonly principal: string;
  readonly auth: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: string;
  readonly isStepwise: boolean;
  readonly targetKind: string;
  readonly targetNames: readonly string[];
  /** Things that nothing else may change while the run goes on. */
  readonly resources: readonly string[];
  readonly reason: string | null;
  readonly fingerprint: string;
  readonly input: unknown;
  readonly plan: unknown;
  readonly description: unknown;
  readonly inverse: unknown;
  readonly atMs: number;
}

/**
 * Starts a run: uses up the preview, takes the locks, writes the row and the audit's intent, all or nothing. Answers its
 * id. Throws `precondition_failed` without a living preview and `conflict` when something else changes the same things.
 */
export async function startRun(database: Database, run: NewRun): Promise<string> {
  return database.transaction(async (tx) => {
    if (!(await consumePreview(tx, run))) {
      throw new AppError(
        'precondition_failed',
        'Preview this change first: a preview is good for ten minutes, once, and for whom it was made.',
      );
    }
    const runId = await insertRun(tx, run);
    await acquireLocks(tx, run, runId);
    await appendAuditEvent(tx, {
      ...describeAudit(run, runId),
      kind: 'intent',
      result: 'started',
      detail: { input: run.input, description: run.description, reason: run.reason, fingerprint: run.fingerprint },
    });
    return runId;
  });
}

async function insertRun(tx: Queryable, run: NewRun): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO operation_run (cluster_id, operation, risk, principal, idempotency_key, request_hash, state, target_kind,
       target_names, reason, fingerprint, input, plan, description, inverse)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (principal, idempotency_key) DO NOTHING RETURNING id`,
    [
      run.clusterId,
      run.operation,
      run.risk,
      run.principal,
      run.idempotencyKey,
      run.requestHash,
      run.isStepwise ? 'running' : 'executing',
      run.targetKind,
      run.targetNames,
      run.reason,
      run.fingerprint,
      JSON.stringify(run.input),
      JSON.stringify(run.plan),
      JSON.stringify(run.description),
      run.inverse === null ? null : JSON.stringify(run.inverse),
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined)
    throw new AppError('conflict', 'This Idempotency-Key was used for another request: take a new one.');
  return id;
}

async function acquireLocks(tx: Queryable, run: NewRun, runId: string): Promise<void> {
  if (run.resources.length === 0) return;
  const resources = [...new Set(run.resources)].sort();
  const taken = await tx.query<{ resource: string }>(
    `INSERT INTO operation_lock (cluster_id, resource, run_id) SELECT $1, unnest($2::text[]), $3
     ON CONFLICT DO NOTHING RETURNING resource`,
    [run.clusterId, resources, runId],
  );
  if (taken.length === resources.length) return;
  const free = new Set(taken.map(({ resource }) => resource));
  const held = resources.filter((resource) => !free.has(resource));
  throw new AppError(
    'conflict',
    `Another change of ${held.slice(0, 3).join(', ')} is under way: wait for it, or look at the changes of this cluster.`,
  );
}

function describeAudit(
  run: Pick<NewRun, 'clusterId' | 'principal' | 'auth' | 'operation' | 'targetKind' | 'targetNames' | 'atMs'>,
  runId: string,
): Omit<AuditEntry, 'kind' | 'result' | 'detail'> {
  const { atMs, clusterId, principal, auth, operation, targetKind, targetNames } = run;
  return { atMs, runId, clusterId, principal, auth, operation, targetKind, targetNames: [...targetNames] };
}

/** How a run ended, or that its items were sent and Kafka is being asked. */
export interface RunResult {
  readonly state: RunState;
  readonly outcomes: readonly ItemOutcome[];
  readonly verification: Verification | null;
}

/** Writes down what was not even tried: who wanted what, and why it was refused. */
export async function recordRefusal(database: Database, entry: AuditEntry): Promise<void> {
  await database.transaction((tx) => appendAuditEvent(tx, entry));
}

/** Keeps what was answered before Kafka is read back: after a crash it is known what was sent. */
export async function saveOutcomes(database: Database, runId: string, outcomes: readonly ItemOutcome[]): Promise<void> {
  await database.query(
    `UPDATE operation_run SET outcomes = $2, state = 'verifying', heartbeat_at = now() WHERE id = $1 AND ended_at IS NULL`,
    [runId, JSON.stringify(outcomes)],
  );
}

/** Ends a run with its audit row, and frees its locks. Of no effect on one that has ended: false. */
export async function endRun(
  database: Database,
  runId: string,
  result: RunResult,
  { atMs, auth }: { readonly atMs: number; readonly auth: string },
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const rows = await tx.query<{
      cluster_id: string;
      principal: string;
      operation: string;
      target_kind: string;
      target_names: string[];
    }>(
      `UPDATE operation_run SET state = $2, outcomes = $3, verification = $4, heartbeat_at = now(), ended_at = now()
       WHERE id = $1 AND ended_at IS NULL RETURNING cluster_id, principal, operation, target_kind, target_names`,
      [
        runId,
        result.state,
        JSON.stringify(result.outcomes),
        result.verification === null ? null : JSON.stringify(result.verification),
      ],
    );
    const [row] = rows;
    if (row === undefined) return false;
    await tx.query('DELETE FROM operation_lock WHERE run_id = $1', [runId]);
    const { cluster_id: clusterId, target_kind: targetKind, target_names: targetNames } = row;
    await appendAuditEvent(tx, {
      ...describeAudit({ ...row, clusterId, targetKind, targetNames, auth, atMs }, runId),
      kind: 'outcome',
      result: result.state,
      detail: { outcomes: result.outcomes, verification: result.verification },
    });
    return true;
  });
}

/** Tells that whoever executes a run is alive. */
export async function beatRun(database: Database, runId: string): Promise<void> {
  await database.query('UPDATE operation_run SET heartbeat_at = now() WHERE id = $1 AND ended_at IS NULL', [runId]);
}

/** A run that nobody has gone on with: its process died between the intent and the outcome. */
export interface LostRun {
  readonly runId: string;
  readonly operation: string;
  readonly plan: unknown;
  readonly outcomes: readonly ItemOutcome[] | null;
}

/** Takes over the runs of a cluster that were left in the middle; each is answered to one caller only. */
export async function claimLostRuns(
  database: Database,
  clusterId: string,
  silentMs: number,
): Promise<readonly LostRun[]> {
  const rows = await database.query<{
    id: string;
    operation: string;
    plan: unknown;
    outcomes: readonly ItemOutcome[] | null;
  }>(
    `UPDATE operation_run SET heartbeat_at = now()
     WHERE cluster_id = $1 AND state IN ('executing', 'verifying') AND heartbeat_at < now() - $2 * interval '1 ms'
     RETURNING id, operation, plan, outcomes`,
    [clusterId, silentMs],
  );
  return rows.map(({ id, operation, plan, outcomes }) => ({ runId: id, operation, plan, outcomes }));
}
