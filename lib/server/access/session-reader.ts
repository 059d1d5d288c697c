import { AppError } from '@/lib/domain/errors';
import type { Database } from '@/lib/server/store/database';
import { readSession, revokeSession, type Session } from '@/lib/server/store/sessions';

/** A session is asked for again after this long, so that one revoked elsewhere ends within it. */
const TRUSTED_MS = 60_000;
/** While Postgres is away, a session that was valid goes on for this long, and it is asked again at this pace. */
const TRUSTED_WITHOUT_DATABASE_MS = 15 * 60_000;
const RETRY_MS = 5_000;
const MAX_REMEMBERED = 1_000;

interface Remembered {
  readonly session: Session;
  readonly confirmedAtMs: number;
  readonly askAgainAtMs: number;
}

/** Sessions of the store, remembered for a while. */
export interface SessionReader {
  /** Null when the session is unknown, expired or revoked. Rejects with `database_unreachable` when that cannot be told. */
  readSession(token: string): Promise<Session | null>;
  /** Ends a session now. */
  revokeSession(token: string): Promise<void>;
}

export function createSessionReader(database: Database, nowMs: () => number): SessionReader {
  const remembered = new Map<string, Remembered>();

  const remember = (token: string, session: Session, confirmedAtMs: number, waitMs: number) => {
    if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value ?? token);
    remembered.set(token, { session, confirmedAtMs, askAgainAtMs: nowMs() + waitMs });
  };

  async function confirm(token: string, known: Remembered | undefined): Promise<Session | null> {
    try {
      const session = await readSession(database, token);
      remembered.delete(token);
      if (session !== null) remember(token, session, nowMs(), TRUSTED_MS);
      return session;
    } catch (error) {
      const isAway = error instanceof AppError && error.code === 'database_unreachable';
      const isTrusted = known !== undefined && nowMs() - known.confirmedAtMs < TRUSTED_WITHOUT_DATABASE_MS;
      if (!isAway || !isTrusted) throw error;
      remember(token, known.session, known.confirmedAtMs, RETRY_MS);
      return known.session;
    }
  }

  return {
    readSession: async (token) => {
      const known = remembered.get(token);
      if (known !== undefined && known.session.expiresAtMs <= nowMs()) {
        remembered.delete(token);
        return null;
      }
      if (known !== undefined && nowMs() < known.askAgainAtMs) return known.session;
      return confirm(token, known);
    },
    revokeSession: async (token) => {
      remembered.delete(token);
      await revokeSession(database, token);
    },
  };
}
