import type { z } from 'zod';

/** What the registry tells of one write of the API; the writes themselves come with the operations. */
export interface OperationSummary {
  /** Verb and Kafka noun: it is the URL and the audit action. */
  readonly name: string;
  readonly risk: 'routine' | 'disruptive' | 'destructive';
  readonly permission: string;
  readonly input: z.ZodType;
}

/** Every write of the API. There is none yet. */
export const operations: readonly OperationSummary[] = [];
