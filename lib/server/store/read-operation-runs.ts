import type { OperationRunDetail, OperationRunItem } from '@/lib/views/schemas/operation-run';
import type { Database } from './database';

interface RunRow {
  readonly id: string;
  readonly cluster_id: string;
  readonly operation: string;
  readonly risk: OperationRunItem['risk'];
  readonly principal: string;
  readonly state: OperationRunItem['state'];
  readonly target_kind: string;
  readonly target_names: string[];
  readonly reason: string | null;
  readonly request_hash: string;
  readonly input: unknown;
  readonly description: OperationRunDetail['description'];
  readonly inverse: OperationRunDetail['inverse'];
  readonly outcomes: OperationRunDetail['outcomes'];
  readonly verification: OperationRunDetail['verification'];
  readonly control: OperationRunDetail['control'];
  readonly progress: unknown;
  readonly created_ms: number;
  readonly ended_ms: number | null;
}

const COLUMNS = `id, cluster_id, operation, risk, principal, state, target_kind, target_names, reason, request_hash, input,
  description, inverse, outcomes, verification, control, progress,
  (extract(epoch FROM created_at) * 1000)::bigint AS created_ms, (extract(epoch FROM ended_at) * 1000)::bigint AS ended_ms`;

/** One run of a cluster; null when there is none. */
export async function readOperationRun(
  database: Database,
  clusterId: string,
  runId: string,
): Promise<OperationRunDetail | null> {
  const rows = await database.query<RunRow>(
    `SELECT ${COLUMNS} FROM operation_run WHERE cluster_id = $1 AND id::text = $2`,
    [clusterId, runId],
  );
  return rows[0] ? parseDetail(rows[0]) : null;
}

/** The run that an idempotency key of this principal stands for, with the hash of its request; null when it is new. */
export async function readRunByKey(
  database: Database,
  principal: string,
  key: string,
): Promise<{ readonly run: OperationRunDetail; readonly requestHash: string } | null> {
  const rows = await database.query<RunRow>(
    `SELECT ${COLUMNS} FROM operation_run WHERE principal = $1 AND idempotency_key = $2`,
    [principal, key],
  );
  return rows[0] ? { run: parseDetail(rows[0]), requestHash: rows[0].request_hash } : null;
}

/** Which runs: `beforeMs` and `beforeId` are where the page before ended. */
export interface RunsQuery {
  readonly clusterId: string;
  readonly search: string;
  readonly state: string | null;
  readonly operation: string | null;
  readonly before: { readonly createdAtMs: number; readonly id: string } | null;
  readonly limit: number;
}

export interface RunsPage {
  readonly items: readonly OperationRunItem[];
  readonly total: number;
  readonly totalUnfiltered: number;
}

/** Runs of a cluster, newest first. */
export async function readOperationRuns(database: Database, query: RunsQuery): Promise<RunsPage> {
  const filter = `cluster_id = $1 AND ($2 = '' OR operation ILIKE $2 OR principal ILIKE $2 OR array_to_string(target_names, ' ') ILIKE $2)
    AND ($3::text IS NULL OR state = $3) AND ($4::text IS NULL OR operation = $4)`;
  const pattern = query.search === '' ? '' : `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const values = [query.clusterId, pattern, query.state, query.operation] as const;
  const [rows, counts, all] = await Promise.all([
    database.query<RunRow>(
      `SELECT ${COLUMNS} FROM operation_run WHERE ${filter}
         AND ($5::bigint IS NULL OR (created_at, id::text) < (to_timestamp($5 / 1000.0), $6))
       ORDER BY created_at DESC, id DESC LIMIT $7`,
      [...values, query.before?.createdAtMs ?? null, query.before?.id ?? null, query.limit],
    ),
    database.query<{ count: number }>(`SELECT count(*) FROM operation_run WHERE ${filter}`, values),
    database.query<{ count: number }>('SELECT count(*) FROM operation_run WHERE cluster_id = $1', [query.clusterId]),
  ]);
  return { items: rows.map(parseItem), total: counts[0]?.count ?? 0, totalUnfiltered: all[0]?.count ?? 0 };
}

function parseItem(row: RunRow): OperationRunItem {
  return {
    id: row.id,
    runId: row.id,
    clusterId: row.cluster_id,
    operation: row.operation,
    risk: row.risk,
    principal: row.principal,
    state: row.state,
    targetKind: row.target_kind,
    targetNames: row.target_names,
    summary: row.description.summary,
    createdAtMs: row.created_ms,
    endedAtMs: row.ended_ms,
  };
}

function parseDetail(row: RunRow): OperationRunDetail {
  return {
    ...parseItem(row),
    reason: row.reason,
    input: row.input,
    description: row.description,
    outcomes: row.outcomes,
    verification: row.verification,
    verified: row.verification?.isVerified ?? false,
    inverse: row.inverse,
    control: row.control,
    progress: row.progress,
  };
}
