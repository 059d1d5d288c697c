import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '@/lib/domain/canonical-json';
import { AppError, type FieldProblem } from '@/lib/domain/errors';
import { maskSecrets } from '@/lib/domain/mask-secrets';
import type { Principal } from '@/lib/domain/permission';
import { tellInEnglish } from '@/lib/i18n/english';
import { type AnyOperation, confirmationName, type Message } from '@/lib/operations/operation';
import { log } from '@/lib/server/log';
import { type NewRun, recordRefusal, startRun } from '@/lib/server/store/operation-runs';
import { readOperationRun, readRunByKey } from '@/lib/server/store/read-operation-runs';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import { type FreshPlan, makePlan } from './make-plan';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { keepAndDescribe, requireWritable } from './preview-operation';
import { runToEnd } from './run-to-end';
import { whileRunning } from './running-changes';

/** A confirmed change, as it came in. */
export interface ExecutionRequest {
  readonly input: unknown;
  readonly fingerprint: string;
  readonly confirmation: { readonly typedName?: string | undefined; readonly reason?: string | undefined };
  /** The same key with the same request answers the same run. */
  readonly idempotencyKey: string | null;
  readonly principal: Pick<Principal, 'kind' | 'name'>;
}

const REPLAY_WAIT_MS = 30_000;
const REPLAY_POLL_MS = 250;

/**
 * Executes what was previewed: plans again from fresh facts, refuses when that is not what was confirmed, writes the
 * intent, executes, reads Kafka back. Throws `invalid_input`, `precondition_failed` (refused, not previewed, not
 * confirmed), `plan_changed` with the new preview, `conflict`, `forbidden` (read-only), and as the gateway does.
 */
export async function executeOperation(
  access: ClusterAccess,
  operation: AnyOperation,
  request: ExecutionRequest,
): Promise<OperationRunDetail> {
  const replayed = await replay(access, operation, request);
  if (replayed !== null) return replayed;
  try {
    return await whileRunning(() => startAndRun(access, operation, request));
  } catch (error) {
    // Of two requests with one key that arrive together, the second finds the preview used up or the lock taken.
    const isLate = error instanceof AppError && ['conflict', 'precondition_failed'].includes(error.code);
    const winner = isLate ? await replay(access, operation, request) : null;
    if (winner !== null) return winner;
    await recordQuietly(access, operation, request, error);
    throw error;
  }
}

async function startAndRun(
  access: ClusterAccess,
  operation: AnyOperation,
  request: ExecutionRequest,
): Promise<OperationRunDetail> {
  const context = createOperationContext(access);
  requireWritable(access, operation);
  const made = await makePlan(context, operation, request.input);
  if ('refusals' in made) {
    const told = made.refusals.map(tellInEnglish).join(' ');
    throw new AppError('precondition_failed', `The cluster is not in the state that this needs: ${told}`, {
      extension: { refusals: made.refusals },
    });
  }
  if (made.fingerprint !== request.fingerprint) {
    const preview = await keepAndDescribe(access, operation, made, request.principal.name);
    throw new AppError(
      'plan_changed',
      'The cluster changed since the preview. Look at the new one and confirm again.',
      {
        extension: { preview },
      },
    );
  }
  requireConfirmation(operation, made, request, access.clusterId);
  const runId = await startRun(access.database, describeRun(access, operation, request, made));
  const { kind: auth, name: principal } = request.principal;
  if (operation.execute) await runToEnd(access, operation, { runId, plan: made.plan, auth, principal });
  return requireRun(access, runId);
}

/** A destructive change needs the name typed, and a reason; a disruptive one neither, but says so in its preview. */
function requireConfirmation(
  operation: AnyOperation,
  made: FreshPlan,
  { confirmation }: ExecutionRequest,
  clusterId: string,
): void {
  if (operation.risk !== 'destructive') return;
  const wanted = confirmationName(made.target, clusterId);
  const fields = [
    ...(confirmation.typedName === wanted
      ? []
      : [fieldProblem('confirmation.typedName', { key: 'confirmTypedName', values: { name: wanted } })]),
    ...(confirmation.reason?.trim() ? [] : [fieldProblem('confirmation.reason', { key: 'confirmReason' })]),
  ];
  if (fields.length > 0) {
    throw new AppError('precondition_failed', `Confirm by typing "${wanted}" and a reason.`, { fields });
  }
}

function fieldProblem(field: string, told: Message): FieldProblem {
  return { field, message: tellInEnglish(told), told };
}

function describeRun(
  { clusterId }: ClusterAccess,
  operation: AnyOperation,
  request: ExecutionRequest,
  made: FreshPlan,
): NewRun {
  const { kind, names, locks = names } = made.target;
  return {
    clusterId,
    operation: operation.name,
    risk: operation.risk,
    principal: request.principal.name,
    auth: request.principal.kind,
    idempotencyKey: request.idempotencyKey,
    requestHash: hashRequest(clusterId, operation, request),
    isStepwise: operation.step !== undefined,
    targetKind: kind,
    targetNames: names,
    resources: locks.map((name) => `${kind} ${name}`),
    reason: request.confirmation.reason?.trim() || null,
    fingerprint: made.fingerprint,
    input: made.input,
    plan: made.plan,
    description: made.description,
    inverse: made.inverse,
    atMs: Date.now(),
  };
}

function hashRequest(clusterId: string, operation: AnyOperation, { input, fingerprint }: ExecutionRequest): string {
  return createHash('sha256')
    .update(canonicalJson([clusterId, operation.name, input, fingerprint]))
    .digest('hex');
}

/** The run that the key stands for, at its end or as far as it is by now; null when the key is new or absent. */
async function replay(
  access: ClusterAccess,
  operation: AnyOperation,
  request: ExecutionRequest,
): Promise<OperationRunDetail | null> {
  if (request.idempotencyKey === null) return null;
  const { database } = access;
  const known = await readRunByKey(database, request.principal.name, request.idempotencyKey);
  if (known === null) return null;
  if (known.requestHash !== hashRequest(access.clusterId, operation, request)) {
    throw new AppError('conflict', 'This Idempotency-Key was used for another request: take a new one.');
  }
  const deadlineMs = Date.now() + REPLAY_WAIT_MS;
  let { run } = known;
  while (['executing', 'verifying'].includes(run.state) && Date.now() < deadlineMs) {
    await sleep(REPLAY_POLL_MS);
    run = await requireRun(access, run.runId);
  }
  return run;
}

async function requireRun({ database, clusterId }: ClusterAccess, runId: string): Promise<OperationRunDetail> {
  const run = await readOperationRun(database, clusterId, runId);
  if (run === null) throw new AppError('not_found', `There is no change ${runId}`);
  return run;
}

/** The sentences of a refusal that translate. */
function tellingParts({ fields, extension: { refusals } }: AppError): readonly unknown[] {
  return [...(Array.isArray(refusals) ? refusals : []), ...fields.flatMap(({ told }) => told ?? [])];
}

/** What was refused is audited too; a database that is away does not change the refusal. */
async function recordQuietly(
  access: ClusterAccess,
  operation: AnyOperation,
  request: ExecutionRequest,
  error: unknown,
): Promise<void> {
  const code = error instanceof AppError ? error.code : 'internal';
  const parsed = operation.input.safeParse(request.input);
  const target = parsed.success
    ? operation.target(parsed.data, access.clusterId)
    : { kind: 'cluster', names: [access.clusterId] };
  await recordRefusal(access.database, {
    atMs: Date.now(),
    kind: 'refused',
    runId: null,
    clusterId: access.clusterId,
    principal: request.principal.name,
    auth: request.principal.kind,
    operation: operation.name,
    targetKind: target.kind,
    targetNames: [...target.names],
    result: code,
    detail: {
      input: maskSecrets(request.input),
      message: error instanceof Error ? error.message : String(error),
      told: error instanceof AppError ? tellingParts(error) : [],
    },
  }).catch((failure: unknown) => log.error({ err: failure, operation: operation.name }, 'a refusal was not audited'));
}
