import { setTimeout as sleep } from 'node:timers/promises';
import { tellInEnglish } from '@/lib/i18n/english';
import type { AnyOperation, OperationContext, OperationOutcome } from '@/lib/operations/operation';
import { describeFailure } from '@/lib/operations/outcomes';
import { log } from '@/lib/server/log';
import { beatRun, endRun, type RunResult, saveOutcomes } from '@/lib/server/store/operation-runs';
import { requestRound } from '@/lib/server/store/round-wanted';
import type { ItemOutcome, RunState, Verification } from '@/lib/views/schemas/operation-run';
import { type ClusterAccess, createOperationContext } from './operation-context';

/** Kafka may take this long to show what it has accepted. */
const VERIFY_DEADLINE_MS = 20_000;
const VERIFY_POLL_MS = 250;
const HEARTBEAT_MS = 5_000;
const STORE_RETRY_MS = [200, 500, 1_000, 2_000, 5_000, 5_000, 5_000] as const;

/** A run whose intent is written. */
export interface StartedRun {
  readonly runId: string;
  readonly plan: unknown;
  readonly auth: string;
  readonly principal: string;
}

/** Executes, reads back and ends a run. Never rejects for what Kafka does: that is in the outcomes. */
export async function runToEnd(access: ClusterAccess, operation: AnyOperation, run: StartedRun): Promise<void> {
  const { database } = access;
  const context = createOperationContext(access, run.principal);
  const heartbeat = setInterval(() => void beatRun(database, run.runId).catch(() => undefined), HEARTBEAT_MS);
  try {
    const outcomes = await executePlan(context, operation, run.plan);
    await keepTrying(() => saveOutcomes(database, run.runId, outcomes));
    const result = await verifyRun(context, operation, run.plan, outcomes);
    await keepTrying(() => endRun(database, run.runId, result, { atMs: Date.now(), auth: run.auth }));
  } finally {
    clearInterval(heartbeat);
  }
  await requestRound(database, access.clusterId).catch(() => undefined);
}

async function executePlan(
  context: OperationContext,
  operation: AnyOperation,
  plan: unknown,
): Promise<readonly ItemOutcome[]> {
  if (!operation.execute) throw new Error(`${operation.name} is stepwise`);
  try {
    return tellOutcomes(await operation.execute(context, plan));
  } catch (error) {
    log.warn({ err: error, operation: operation.name }, 'an operation failed as a whole');
    return tellOutcomes([describeFailure(operation.name, error)]);
  }
}

/** Outcomes with their English words, as they are stored and answered. */
export function tellOutcomes(outcomes: readonly OperationOutcome[]): readonly ItemOutcome[] {
  return outcomes.map(({ told, ...rest }) => ({ ...rest, message: told && tellInEnglish(told), told }));
}

/** Asks Kafka until it stands as planned; when nothing was done there is nothing to ask. */
export async function verifyRun(
  context: OperationContext,
  operation: AnyOperation,
  plan: unknown,
  outcomes: readonly ItemOutcome[] | null,
  deadlineMs = VERIFY_DEADLINE_MS,
): Promise<RunResult> {
  const isUntouched = outcomes?.every(({ state }) => state === 'failed' || state === 'skipped') ?? false;
  const verification = isUntouched ? null : await verifyUntil(context, operation, plan, Date.now() + deadlineMs);
  return { state: describeState(outcomes, verification), outcomes: outcomes ?? [], verification };
}

async function verifyUntil(
  context: OperationContext,
  operation: AnyOperation,
  plan: unknown,
  deadlineMs: number,
): Promise<Verification | null> {
  let latest: Verification | null = null;
  for (;;) {
    latest = await operation.verify(context, plan).catch((error: unknown) => {
      log.warn({ err: error, operation: operation.name }, 'a change could not be read back');
      return latest;
    });
    if (latest?.isVerified || Date.now() >= deadlineMs) return latest;
    await sleep(VERIFY_POLL_MS);
  }
}

/** Kafka's word counts most: what it shows as planned is done, whatever became of the answers. */
function describeState(outcomes: readonly ItemOutcome[] | null, verification: Verification | null): RunState {
  if (outcomes === null) return verification?.isVerified ? 'done' : 'unknown';
  const isAll = (...states: readonly ItemOutcome['state'][]) => outcomes.every(({ state }) => states.includes(state));
  if (verification?.isVerified) return isAll('done', 'unknown', 'skipped') ? 'done' : 'partly';
  if (isAll('failed', 'skipped')) return 'failed';
  return outcomes.some(({ state }) => state === 'failed') && !outcomes.some(({ state }) => state === 'unknown')
    ? 'partly'
    : 'unknown';
}

/** The database may be away for a while; after that the run is found unfinished and reconciled. */
async function keepTrying(write: () => Promise<unknown>): Promise<void> {
  for (const waitMs of [...STORE_RETRY_MS, null]) {
    try {
      await write();
      return;
    } catch (error) {
      if (waitMs === null) log.error({ err: error }, 'the outcome of a change could not be stored');
      else await sleep(waitMs);
    }
  }
}
