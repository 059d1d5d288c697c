import type { ToldMessage } from '@/components/operation/operation-words';
import type { AuditEventItem } from '@/lib/views/schemas/audit';
import type { ItemOutcome, OperationRunDetail, PlanChange } from '@/lib/views/schemas/operation-run';

/** What a detail may hold: an intent its plan, an outcome what became of it, a refusal why. */
interface StoredDetail {
  readonly reason?: unknown;
  readonly message?: unknown;
  readonly told?: readonly ToldMessage[];
  readonly description?: Partial<OperationRunDetail['description']>;
  readonly outcomes?: readonly ItemOutcome[];
  readonly verification?: { readonly differences?: readonly PlanChange[] } | null;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** The known parts of an audit row's detail; empty or null where a row has none. */
export function parseAuditDetail(detail: AuditEventItem['detail']) {
  const { reason, message, told, description, outcomes, verification } = detail as StoredDetail;
  return {
    reason: textOf(reason),
    message: textOf(message),
    /** The same as sentences that translate; none where the message says it all. */
    told: told ?? [],
    changes: description?.changes ?? [],
    commandLines: description?.commandLines ?? [],
    outcomes: outcomes ?? [],
    differences: verification?.differences ?? [],
  };
}
