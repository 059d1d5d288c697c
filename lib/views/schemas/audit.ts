import { z } from 'zod';

/** One row of the audit as the API tells it. */
export const auditEventItem = z.object({
  id: z.string(),
  atMs: z.number(),
  /** `intent` before Kafka was asked, `outcome` afterwards, `refused` for what was not even tried. */
  kind: z.enum(['intent', 'outcome', 'refused']),
  runId: z.string().nullable(),
  clusterId: z.string(),
  principal: z.string(),
  /** How the principal signed in. */
  auth: z.string(),
  operation: z.string(),
  targetKind: z.string(),
  targetNames: z.array(z.string()),
  /** State of the run for an outcome, `started` for an intent, the error code for what was refused. */
  result: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256 over the row and the hash of the row before. */
  hash: z.string(),
});
export type AuditEventItem = z.output<typeof auditEventItem>;

/** A row before it has its place in the chain. */
export type AuditEntry = Omit<AuditEventItem, 'id' | 'hash'>;
