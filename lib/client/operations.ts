import { queryOptions } from '@tanstack/react-query';
import { encodePathSegment } from '@/lib/views/path-id';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import { ApiProblem, readApi, sendApi } from './api';

/** One property of an operation's input, as JSON Schema tells it. */
export interface PropertySchema {
  readonly type?: string;
  readonly anyOf?: readonly PropertySchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: PropertySchema;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly additionalProperties?: PropertySchema | boolean;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One write of the registry, as `GET /operations` tells it. */
export interface OperationItem {
  readonly name: string;
  readonly risk: OperationPreview['risk'];
  readonly permission: string;
  /** Whether who reads this holds the permission. */
  readonly isPermitted: boolean;
  /** Where its result lives, and is read back from. */
  readonly resultPlace: 'kafka' | 'highwater';
  readonly inputSchema: PropertySchema & { readonly required?: readonly string[] };
}

export type OperationInput = Readonly<Record<string, unknown>>;

/** Every write there is, and which the reader may make; it changes with the version of Highwater and with the sign-in. */
export const operationsQuery = () =>
  queryOptions({
    queryKey: ['operations'],
    queryFn: ({ signal }) => readApi<{ readonly items: readonly OperationItem[] }>('/operations', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

const operationPath = (clusterId: string, operation: string) =>
  `/clusters/${encodePathSegment(clusterId)}/operations/${encodePathSegment(operation)}`;

/** What the operation would do, read fresh from the cluster. Changes nothing. */
export async function previewOperation(
  clusterId: string,
  operation: string,
  input: OperationInput,
): Promise<OperationPreview> {
  return (await sendApi<OperationPreview>('POST', operationPath(clusterId, operation), {
    input,
    dryRun: true,
  })) as OperationPreview;
}

export interface Confirmation {
  readonly typedName?: string;
  readonly reason?: string;
}

interface ConfirmedPreview {
  readonly preview: OperationPreview;
  readonly confirmation: Confirmation;
  /** The same key again is the same execution. */
  readonly idempotencyKey: string;
}

/** Executes what a preview showed; answers the id of the run. */
export async function executeOperation(
  clusterId: string,
  { preview, confirmation, idempotencyKey }: ConfirmedPreview,
): Promise<string> {
  const answer = await sendApi<{ readonly runId: string }>(
    'POST',
    operationPath(clusterId, preview.operation),
    { input: preview.input, fingerprint: preview.fingerprint, confirmation },
    { 'idempotency-key': idempotencyKey },
  );
  return (answer as { readonly runId: string }).runId;
}

/** `crypto.randomUUID` exists on https and localhost alone; a console is opened over plain http too. */
export function createIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The new preview that a `plan_changed` carries; null for any other failure. */
export function changedPreview(error: unknown): OperationPreview | null {
  const isChanged = error instanceof ApiProblem && error.code === 'plan_changed';
  return isChanged ? ((error.members.preview as OperationPreview | undefined) ?? null) : null;
}

/** Reasons why an execution was not even tried; empty for any other failure. */
export function refusalsOf(error: unknown): OperationPreview['refusals'] {
  const refusals = error instanceof ApiProblem ? error.members.refusals : null;
  return Array.isArray(refusals) ? (refusals as OperationPreview['refusals']) : [];
}

/** True when nobody can say whether the execution happened: no answer came, or one that tells nothing of it. */
export function isOutcomeUnknown(error: unknown): boolean {
  return !(error instanceof ApiProblem) || ['offline', 'timed_out', 'internal'].includes(error.code);
}
