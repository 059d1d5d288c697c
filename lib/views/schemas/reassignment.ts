import { z } from 'zod';

/** A partition whose replicas are being moved. */
export const reassignmentItem = z.object({
  id: z.string(),
  topic: z.string(),
  partition: z.number().int(),
  /** Null when unknown, -1 without one. */
  leader: z.number().int().nullable(),
  replicas: z.array(z.number().int()),
  addingReplicas: z.array(z.number().int()),
  removingReplicas: z.array(z.number().int()),
  isr: z.array(z.number().int()),
  /** Bytes of the leader's replica: what each added replica has to copy; null when unknown. */
  sizeBytes: z.number().nullable(),
});
export type ReassignmentItem = z.output<typeof reassignmentItem>;
