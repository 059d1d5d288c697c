import { z } from 'zod';
import { parseDuration } from '@/lib/domain/offset-reset/duration';
import { parseOffsetsCsv } from '@/lib/domain/offset-reset/offsets-csv';
import { groupId, topicScope } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import { partitionName } from '../partition-name';
import { committableOffset, offsetTable } from './offset-table';
import { restorePointName } from './restore-points';

/** Ways to say where offsets go, as Kafka's own tool has them and three more. */
const RESET_KINDS = [
  'earliest',
  'latest',
  'timestamp',
  'duration',
  'shift',
  'offset',
  'current',
  'csv',
  'group',
  'restorePoint',
] as const;

export const OFFSET_NOTES = ['beforeLogStart', 'beyondLogEnd', 'noRecordSince', 'notCommitted'] as const;

const MAX_CSV = 8 * 1024 * 1024;

/** What is wrong with a file of offsets; null when nothing is. */
function problemOfCsv(text: string): ReturnType<typeof rule> | null {
  const { rows, badLines } = parseOffsetsCsv(text);
  if (badLines.length > 0) return rule('inputCsvLines', listNames(badLines.map(String)));
  if (rows.length === 0) return rule('inputCsvEmpty');
  const seen = new Set<string>();
  for (const { groupId: group, topic, partition } of rows) {
    const name = [...(group === null ? [] : [group]), partitionName(topic, partition)].join(' ');
    if (seen.has(name)) return rule('inputCsvTwice', { name });
    seen.add(name);
  }
  return null;
}

const csv = z
  .string()
  .max(MAX_CSV)
  .superRefine((text, context) => {
    const problem = problemOfCsv(text);
    if (problem !== null) context.addIssue({ code: 'custom', ...problem });
  });

/** How fixed offsets came about; the preview fills it in, so that the audit tells it. */
const origin = z.strictObject({
  kind: z.enum(RESET_KINDS),
  /** The time, duration, count, group or name that was asked for. */
  detail: z.string().max(40_000),
  /** By partition: why its offset is another than the one asked for. */
  notes: z.record(z.string(), z.enum(OFFSET_NOTES)),
  /** Partitions of the source that do not exist any more. */
  leftOut: z.array(z.string()).max(200_000),
});
export type ResetOrigin = z.output<typeof origin>;

const goal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('earliest') }),
  z.strictObject({ kind: z.literal('latest') }),
  /** Epoch ms: the first record at or after it. */
  z.strictObject({ kind: z.literal('timestamp'), timestampMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }),
  /** ISO 8601, back from now: `PT1H`. */
  z.strictObject({
    kind: z.literal('duration'),
    duration: z
      .string()
      .max(100)
      .refine((text) => parseDuration(text) !== null, rule('inputDuration')),
  }),
  /** Records forward, or back when negative. */
  z.strictObject({ kind: z.literal('shift'), by: z.number().int() }),
  z.strictObject({ kind: z.literal('offset'), offset: committableOffset }),
  /** The committed offset again, which renews it; the log end where there is none. */
  z.strictObject({ kind: z.literal('current') }),
  /** Lines of `topic,partition,offset` or `group,topic,partition,offset`. */
  z.strictObject({ kind: z.literal('csv'), csv }),
  z.strictObject({ kind: z.literal('group'), group: groupId }),
  z.strictObject({ kind: z.literal('restorePoint'), name: restorePointName }),
  /** Exactly these; null deletes a committed offset. What a preview turns all others into. */
  z.strictObject({ kind: z.literal('offsets'), offsets: offsetTable, origin: origin.nullable().default(null) }),
]);
export type ResetGoal = z.output<typeof goal>;

export const resetInput = z.strictObject({
  group: groupId,
  /** `orders` or `orders:0,1`; null: every partition with a committed offset, or that the source names. */
  topics: z.array(topicScope).min(1).max(10_000).nullable().default(null),
  to: goal,
});
export type ResetInput = z.output<typeof resetInput>;
