import { createHash } from 'node:crypto';
import { canonicalJson } from '@/lib/domain/canonical-json';
import type { AuditEntry, AuditEventItem } from '@/lib/views/schemas/audit';
import type { Database, Queryable } from './database';

interface AuditRow {
  readonly seq: number;
  readonly at_ms: number;
  readonly kind: AuditEventItem['kind'];
  readonly run_id: string | null;
  readonly cluster_id: string;
  readonly principal: string;
  readonly auth: string;
  readonly operation: string;
  readonly target_kind: string;
  readonly target_names: string[];
  readonly result: string;
  readonly detail: Record<string, unknown>;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Of everything in the row but the hash itself, so that no field can be changed unseen. */
function hashRow(row: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex');
}

/** Adds a row to the end of the chain, within the caller's transaction: without the row nothing else of it is kept. */
export async function appendAuditEvent(tx: Queryable, entry: AuditEntry): Promise<void> {
  const [head] = await tx.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE',
  );
  if (head === undefined) throw new Error('the head of the audit is missing');
  const row: Omit<AuditRow, 'hash'> = {
    seq: head.seq + 1,
    at_ms: entry.atMs,
    kind: entry.kind,
    run_id: entry.runId,
    cluster_id: entry.clusterId,
    principal: entry.principal,
    auth: entry.auth,
    operation: entry.operation,
    target_kind: entry.targetKind,
    target_names: [...entry.targetNames],
    result: entry.result,
    detail: entry.detail,
    previous_hash: head.hash,
  };
  const hash = hashRow(row);
  await tx.query(
    `INSERT INTO audit_event (seq, at_ms, kind, run_id, cluster_id, principal, auth, operation, target_kind, target_names, result, detail, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [...Object.values({ ...row, detail: JSON.stringify(row.detail) }), hash],
  );
  await tx.query('UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1', [row.seq, hash]);
}

/** What a check of the chain found. `brokenAtSeq` is the first row that does not stand as it was written. */
export interface AuditCheck {
  readonly rowCount: number;
  readonly brokenAtSeq: number | null;
}

const CHECK_PAGE_ROWS = 1_000;

/**
 * Walks the whole chain as it stood at one instant: a row that was changed, taken out or put in breaks it there, and so
 * does a cut end.
 */
export function checkAuditChain(database: Database): Promise<AuditCheck> {
  return database.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return walkChain(tx);
  });
}

async function walkChain(database: Queryable): Promise<AuditCheck> {
  let seq = 0;
  let hash = '';
  for (;;) {
    const rows = await database.query<AuditRow>('SELECT * FROM audit_event WHERE seq > $1 ORDER BY seq LIMIT $2', [
      seq,
      CHECK_PAGE_ROWS,
    ]);
    for (const { hash: own, ...row } of rows) {
      if (row.seq !== seq + 1 || row.previous_hash !== hash || hashRow(row) !== own) {
        return { rowCount: seq, brokenAtSeq: seq + 1 };
      }
      seq = row.seq;
      hash = own;
    }
    if (rows.length < CHECK_PAGE_ROWS) break;
  }
  const [head] = await database.query<{ seq: number; hash: string }>('SELECT seq, hash FROM audit_head WHERE id = 1');
  const isWhole = head?.seq === seq && head.hash === hash;
  return { rowCount: seq, brokenAtSeq: isWhole ? null : seq + 1 };
}

/** Which rows: `search` looks into principal, operation and names; `beforeSeq` is where the page before ended. */
export interface AuditQuery {
  readonly clusterId: string;
  readonly search: string;
  readonly operation: string | null;
  readonly principal: string | null;
  readonly result: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly beforeSeq: number | null;
  readonly limit: number;
}

export interface AuditPage {
  readonly items: readonly AuditEventItem[];
  /** Rows that match, on all pages. */
  readonly total: number;
  readonly totalUnfiltered: number;
}

/** Rows of one cluster, newest first. */
export async function readAuditEvents(database: Database, query: AuditQuery): Promise<AuditPage> {
  const filter = `cluster_id = $1
    AND ($2 = '' OR principal ILIKE $2 OR operation ILIKE $2 OR array_to_string(target_names, ' ') ILIKE $2)
    AND ($3::text IS NULL OR operation = $3) AND ($4::text IS NULL OR principal = $4) AND ($5::text IS NULL OR result = $5)
    AND ($6::bigint IS NULL OR at_ms >= $6) AND ($7::bigint IS NULL OR at_ms < $7)`;
  const pattern = query.search === '' ? '' : `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const values = [
    query.clusterId,
    pattern,
    query.operation,
    query.principal,
    query.result,
    query.fromMs,
    query.toMs,
  ] as const;
  const [rows, counts, all] = await Promise.all([
    database.query<AuditRow>(
      `SELECT * FROM audit_event WHERE ${filter} AND ($8::bigint IS NULL OR seq < $8) ORDER BY seq DESC LIMIT $9`,
      [...values, query.beforeSeq, query.limit],
    ),
    database.query<{ count: number }>(`SELECT count(*) FROM audit_event WHERE ${filter}`, values),
    database.query<{ count: number }>('SELECT count(*) FROM audit_event WHERE cluster_id = $1', [query.clusterId]),
  ]);
  return { items: rows.map(parseRow), total: counts[0]?.count ?? 0, totalUnfiltered: all[0]?.count ?? 0 };
}

function parseRow(row: AuditRow): AuditEventItem {
  return {
    id: String(row.seq),
    atMs: row.at_ms,
    kind: row.kind,
    runId: row.run_id,
    clusterId: row.cluster_id,
    principal: row.principal,
    auth: row.auth,
    operation: row.operation,
    targetKind: row.target_kind,
    targetNames: row.target_names,
    result: row.result,
    detail: row.detail,
    hash: row.hash,
  };
}
