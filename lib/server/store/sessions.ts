import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database';

export interface Session {
  readonly sessionId: string;
  /** Who signed in; `admin` for the admin token. */
  readonly subject: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

interface SessionRow {
  readonly id: string;
  readonly subject: string;
  readonly created_ms: number;
  readonly expires_ms: number;
}

const COLUMNS = `id, subject, (extract(epoch FROM created_at) * 1000)::bigint AS created_ms, (extract(epoch FROM expires_at) * 1000)::bigint AS expires_ms`;

/** Makes a session and answers its token, which is kept nowhere else: the table has only its hash. */
export async function createSession(
  database: Database,
  subject: string,
  lifetimeMs: number,
): Promise<{ token: string; session: Session }> {
  const token = randomBytes(32).toString('base64url');
  const rows = await database.query<SessionRow>(
    `INSERT INTO session (token_hash, subject, expires_at) VALUES ($1, $2, now() + $3 * interval '1 ms') RETURNING ${COLUMNS}`,
    [hashToken(token), subject, lifetimeMs],
  );
  return { token, session: parseRow(rows[0]) };
}

/** The live session of a token, or null: unknown, expired (by the database's clock) or revoked. Marks it as used. */
export async function readSession(database: Database, token: string): Promise<Session | null> {
  const rows = await database.query<SessionRow>(
    `UPDATE session SET last_used_at = now()
     WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING ${COLUMNS}`,
    [hashToken(token)],
  );
  return rows[0] ? parseRow(rows[0]) : null;
}

/** Ends a session now; of no effect on one that is unknown or ended. */
export async function revokeSession(database: Database, token: string): Promise<void> {
  await database.query(`UPDATE session SET revoked_at = now() WHERE token_hash = $1 AND revoked_at IS NULL`, [
    hashToken(token),
  ]);
}

/** Removes what ended over a day ago. */
export async function deleteEndedSessions(database: Database): Promise<void> {
  await database.query(`DELETE FROM session WHERE least(expires_at, revoked_at) < now() - interval '1 day'`);
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function parseRow(row: SessionRow | undefined): Session {
  if (!row) throw new Error('a session row was expected');
  return { sessionId: row.id, subject: row.subject, createdAtMs: row.created_ms, expiresAtMs: row.expires_ms };
}
