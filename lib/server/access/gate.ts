import { AppError } from '@/lib/domain/errors';
import { fullPrincipal, isPermitted, type Permission, type Principal } from '@/lib/domain/permission';
import type { Database } from '@/lib/server/store/database';
import { createSession, type Session } from '@/lib/server/store/sessions';
import { createGuessLimit } from './guess-limit';
import { requireLoopbackHost, requireSameOrigin } from './request-origin';
import { isSameSecret } from './secret-equal';
import { parseSessionCookie } from './session-cookie';
import { createSessionReader } from './session-reader';

/** A browser stays signed in this long. */
export const SESSION_LIFETIME_MS = 12 * 3_600_000;

export interface GateOptions {
  readonly auth: 'on' | 'off';
  /** Null: nobody can sign in. */
  readonly adminToken: string | null;
  /** Null: there is no database, so no sessions. */
  readonly database: Database | null;
  readonly nowMs: () => number;
}

/** The one place that decides who may ask for what. */
export interface Gate {
  readonly isSignInNeeded: boolean;
  /** Who asks. Throws `unauthenticated`, `forbidden`, `rate_limited`, or `database_unreachable` when a session cannot be told. */
  authorize(request: Request, permission: Permission): Promise<Principal>;
  /** Who asks, null for nobody; throws as `authorize` otherwise. */
  readPrincipal(request: Request): Promise<Principal | null>;
  /** Makes a session for who shows the admin token. Throws `unauthenticated`, `forbidden`, `rate_limited`, `database_unreachable`. */
  signIn(request: Request, token: string): Promise<{ token: string; session: Session }>;
  /** Ends the session of the request; of no effect without one. */
  signOut(request: Request): Promise<void>;
}

const MAX_FAILURES = 20;
const WINDOW_MS = 60_000;

/** Nothing is open by default: who shows neither the admin token nor a session is nobody. */
export function createGate(options: GateOptions): Gate {
  const { auth, adminToken, database, nowMs } = options;
  const sessions = database === null ? null : createSessionReader(database, nowMs);
  const limit = { maxFailures: MAX_FAILURES, windowMs: WINDOW_MS, nowMs };
  const bearerGuesses = createGuessLimit(limit);
  const signInGuesses = createGuessLimit(limit);
  const isAdminToken = (given: string) => adminToken !== null && isSameSecret(given, adminToken);

  async function readPrincipal(request: Request): Promise<Principal | null> {
    if (auth === 'off') {
      requireLoopbackHost(request);
      if (!isReading(request)) requireSameOrigin(request);
      return fullPrincipal('open', 'local');
    }
    const bearer = parseBearer(request.headers.get('authorization'));
    if (bearer !== null) {
      return bearerGuesses.attempt(() => isAdminToken(bearer)) ? fullPrincipal('token', 'admin') : null;
    }
    const cookie = parseSessionCookie(request.headers.get('cookie'));
    if (cookie === null || sessions === null) return null;
    const session = await sessions.readSession(cookie);
    if (session === null) return null;
    if (!isReading(request)) requireSameOrigin(request);
    return fullPrincipal('session', session.subject);
  }

  return {
    isSignInNeeded: auth === 'on',
    readPrincipal,
    authorize: async (request, permission) => {
      const principal = await readPrincipal(request);
      if (principal === null)
        throw new AppError('unauthenticated', 'Sign in, or send the admin token as a bearer token');
      if (!isPermitted(principal, permission))
        throw new AppError('forbidden', `This needs the permission ${permission}`);
      return principal;
    },
    signIn: async (request, token) => {
      requireSameOrigin(request);
      if (!signInGuesses.attempt(() => isAdminToken(token))) {
        throw new AppError('unauthenticated', 'This token is not valid');
      }
      if (database === null)
        throw new AppError('database_unreachable', 'Sessions need the database, which is not set up');
      return createSession(database, 'admin', SESSION_LIFETIME_MS);
    },
    signOut: async (request) => {
      requireSameOrigin(request);
      const cookie = parseSessionCookie(request.headers.get('cookie'));
      if (cookie !== null) await sessions?.revokeSession(cookie);
    },
  };
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function parseBearer(header: string | null): string | null {
  const match = /^bearer +(\S+)\s*$/i.exec(header ?? '');
  return match?.[1] ?? null;
}
