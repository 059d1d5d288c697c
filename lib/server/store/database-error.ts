import { AppError } from '@/lib/domain/errors';

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '57P05',
  '25P03',
  '53300',
  '55P03',
  '25006',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
]);
const CONNECTION_TEXT =
  /connection terminated|timeout exceeded|query read timeout|connection error|server closed|not queryable/i;

/** What the address or its owner must change; waiting does not help. */
const SETUP_CODES: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the user may not sign in from here',
  '3D000': 'the database does not exist: create it first',
  '42501': 'the user lacks a right that Highwater needs (it creates tables and a schema)',
  P1000: 'the user or password is wrong',
  P1003: 'the database does not exist: create it first',
};

/** Words of Prisma's driver adapter for what has a code of its own. */
const ADAPTER_KINDS: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'P1001',
  ConnectionClosed: 'P1017',
  SocketTimeout: 'P1008',
  TooManyConnections: '53300',
  AuthenticationFailed: 'P1000',
  DatabaseDoesNotExist: 'P1003',
};

/** Postgres, pg and Prisma errors as one: `database_unreachable` where trying later may help, else `internal`. */
export function translateDatabaseError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = readCause(error);
  const setup = SETUP_CODES[code];
  if (setup) return new AppError('database_unreachable', `Postgres refuses: ${setup} (${message}).`, { cause: error });
  if (CONNECTION_CODES.has(code) || /^(08|53|40)/.test(code) || CONNECTION_TEXT.test(message)) {
    return new AppError('database_unreachable', `Postgres does not answer: ${message}.`, {
      retryable: true,
      cause: error,
    });
  }
  return new AppError('internal', `Postgres refused a statement: ${message}.`, { cause: error });
}

/** Prisma wraps what the driver said; several addresses of one host come as an AggregateError. */
function readCause(error: unknown): { code: string; message: string } {
  const seen = error as {
    code?: unknown;
    message?: string;
    errors?: unknown[];
    meta?: { driverAdapterError?: unknown };
    cause?: unknown;
  };
  if (seen?.meta?.driverAdapterError) return readCause(seen.meta.driverAdapterError);
  const cause = seen?.cause as { originalCode?: string; originalMessage?: string; kind?: string } | undefined;
  if (cause?.kind) {
    const code = cause.originalCode ?? ADAPTER_KINDS[cause.kind] ?? '';
    return { code, message: cause.originalMessage ?? seen.message ?? cause.kind };
  }
  if (Array.isArray(seen?.errors) && seen.errors.length > 0) return readCause(seen.errors[0]);
  return { code: typeof seen?.code === 'string' ? seen.code : '', message: seen?.message || String(error) };
}
