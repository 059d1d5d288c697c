import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '@/lib/domain/errors';
import { translateDatabaseError } from './database-error';
import { PrismaClient } from './prisma/client';

const INT8 = 20;
const INT8_ARRAY = 1016;

export interface DatabaseOptions {
  /** Connections at most; default 8. */
  readonly poolSize?: number;
  /** A statement that runs longer is ended; default 15,000. */
  readonly statementTimeoutMs?: number;
  /** What a statement may take in all, its wait for a connection included; default no limit but those of its parts. */
  readonly deadlineMs?: number;
  /** Shown by Postgres in `pg_stat_activity`. */
  readonly applicationName?: string;
}

/** Statements inside one transaction, or outside of any. */
export interface Queryable {
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** One pool of connections, for plain SQL and for Prisma. Every failure comes out as an `AppError`. */
export interface Database extends Queryable {
  readonly url: string;
  transaction<T>(run: (tx: Queryable) => Promise<T>): Promise<T>;
  prisma<T>(run: (client: PrismaClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens nothing yet: the first statement connects, and a lost connection is replaced by the next one. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 8,
    connectionTimeoutMillis: 4_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeoutMs,
    // The client's own limit, for a server that no longer answers at all.
    query_timeout: statementTimeoutMs + 2_000,
    // A process that is stopped in the middle of a transaction must not keep the lease's row locked.
    idle_in_transaction_session_timeout: 5_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'highwater',
    types: { getTypeParser: readTypeParser },
  });
  // An idle connection that breaks is dropped by the pool; whoever asks next learns of it by their own statement.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    query: (sql, values) => beforeDeadline(runQuery(pool, sql, values), options.deadlineMs),
    transaction: (run) => runTransaction(pool, run),
    prisma: (run) => beforeDeadline(run(prisma).catch(throwTranslated), options.deadlineMs),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function runQuery<Row>(
  client: pg.Pool | pg.PoolClient,
  sql: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const result = await client.query(sql, values ? [...values] : undefined).catch(throwTranslated);
  return result.rows as Row[];
}

async function runTransaction<T>(pool: pg.Pool, run: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(throwTranslated);
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await runQuery(client, 'BEGIN');
    const result = await run({ query: (sql, values) => runQuery(client, sql, values) });
    await runQuery(client, 'COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** The promise's outcome, or `database_unreachable` when it is not there in time; a late failure is swallowed. */
async function beforeDeadline<T>(promise: Promise<T>, deadlineMs: number | undefined): Promise<T> {
  if (deadlineMs === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `Postgres does not answer: no result within ${deadlineMs / 1_000} s.`;
    timer = setTimeout(() => reject(new AppError('database_unreachable', message, { retryable: true })), deadlineMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function throwTranslated(error: unknown): never {
  throw translateDatabaseError(error);
}

/** bigint as a number (offsets and epoch ms stay below 2^53), bigint[] as Postgres writes it; the rest as usual. */
function readTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8) return Number;
  if (oid === INT8_ARRAY) return (text) => text;
  return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
}
