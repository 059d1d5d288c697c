import { AppError } from '@/lib/domain/errors';
import { type AnyOperation, confirmationName } from '@/lib/operations/operation';
import { keepPreview } from '@/lib/server/store/operation-previews';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import { type FreshPlan, makePlan } from './make-plan';
import { type ClusterAccess, createOperationContext } from './operation-context';

/** A preview can be confirmed this long. */
const PREVIEW_LIFETIME_MS = 10 * 60_000;

/** Throws `forbidden` on a cluster that nothing may be changed in, whoever asks. */
export function requireWritable({ gateway }: ClusterAccess, operation: AnyOperation): void {
  if (gateway.config.readOnly !== true || operation.isOwnSetting) return;
  throw new AppError('forbidden', 'This cluster is read-only in Highwater: nothing can be changed from here.');
}

/** A dry run: reads, plans, and keeps that this principal was shown the plan. Changes nothing in Kafka. */
export async function previewOperation(
  access: ClusterAccess,
  operation: AnyOperation,
  request: { readonly input: unknown; readonly principal: string },
): Promise<OperationPreview> {
  requireWritable(access, operation);
  const made = await makePlan(createOperationContext(access), operation, request.input);
  if (!('refusals' in made)) return keepAndDescribe(access, operation, made, request.principal);
  return {
    operation: operation.name,
    risk: operation.risk,
    refusals: [...made.refusals],
    input: made.input,
    plan: null,
    figures: null,
    description: null,
    fingerprint: null,
    typedName: null,
    canUndo: false,
    expiresAtMs: null,
    cli: '',
  };
}

/** Keeps the preview of a fresh plan and describes it. Throws `database_unreachable`: without the row nobody could confirm it. */
export async function keepAndDescribe(
  access: ClusterAccess,
  operation: AnyOperation,
  made: FreshPlan,
  principal: string,
): Promise<OperationPreview> {
  const { clusterId, database } = access;
  const key = { clusterId, operation: operation.name, fingerprint: made.fingerprint, principal };
  const expiresAtMs = await keepPreview(database, key, PREVIEW_LIFETIME_MS).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `A change needs the database, to keep its audit. ${error.message}`, {
      retryable: error.retryable,
      cause: error,
    });
  });
  return {
    operation: operation.name,
    risk: operation.risk,
    refusals: [],
    input: made.input,
    plan: made.plan,
    figures: made.figures,
    description: {
      ...made.description,
      changes: [...made.description.changes],
      warnings: [...made.description.warnings],
      commandLines: [...made.description.commandLines],
    },
    fingerprint: made.fingerprint,
    typedName: operation.risk === 'destructive' ? confirmationName(made.target, clusterId) : null,
    canUndo: made.inverse !== null,
    expiresAtMs,
    cli: made.description.commandLines.join('\n'),
  };
}
