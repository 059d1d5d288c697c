import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '@/lib/domain/alerts/alert-rule';
import { VERDICTS } from '@/lib/domain/verdict/verdicts';
import { rule } from '../input-problem';

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}*]+$/u, rule('inputName'));
const glob = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}]+$/u, rule('inputGlob'));
const note = z.string().max(2_000).nullable().default(null);
const seconds = (max: number) => z.number().int().min(0).max(max);
const DAY_SECONDS = 86_400;
const limit = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const alertName = name;

/** A rule as it is saved; `AlertRule` tells what its fields mean. */
export const alertRuleInput = z
  .strictObject({
    rule: name,
    kind: z.enum(ALERT_KINDS),
    pattern: glob.default('*'),
    topicPattern: glob.nullable().default(null),
    threshold: limit.default(0),
    resolveThreshold: limit.nullable().default(null),
    verdicts: z.array(z.enum(VERDICTS)).max(30).default([]),
    windowSeconds: z.number().int().min(60).max(3_600).default(300),
    forSeconds: seconds(7 * DAY_SECONDS).default(120),
    keepSeconds: seconds(DAY_SECONDS).default(0),
    severity: z.enum(ALERT_SEVERITIES).default('warning'),
    noData: z.enum(['keep', 'alert']).default('keep'),
    labels: z.record(z.string().regex(/^[A-Za-z_]\w{0,99}$/, rule('inputLabelName')), z.string().max(500)).default({}),
    channels: z.array(name).max(20).default([]),
    note,
    isEnabled: z.boolean().default(true),
  })
  .refine((given) => given.resolveThreshold === null || given.resolveThreshold <= given.threshold, {
    ...rule('inputNotAboveThreshold'),
    path: ['resolveThreshold'],
  })
  .refine((given) => given.kind !== 'group-verdict' || given.verdicts.length > 0, {
    ...rule('inputNeedsVerdict'),
    path: ['verdicts'],
  });

export const silenceInput = z.strictObject({
  /** Made up when absent. */
  silence: name.optional(),
  rulePattern: glob.default('*'),
  subjectPattern: glob.default('*'),
  minutes: z.number().int().min(1).max(43_200).default(60),
  /** Epoch ms; takes the place of `minutes` in what is confirmed. */
  untilMs: z.number().int().min(0).optional(),
  note,
});

/** A silence as it is kept. */
export const storedSilence = z.object({
  silence: z.string(),
  rulePattern: z.string(),
  subjectPattern: z.string(),
  untilMs: z.number(),
  note: z.string().nullable(),
});

const minuteOfDay = z.number().int().min(0).max(1_439);

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export const timeZone = z.string().max(100).refine(isTimeZone, rule('inputTimeZone')).default('UTC');

/** A maintenance window: once from a time to a time, or each week on days between two minutes of the day. */
export const maintenanceWindowInput = z
  .strictObject({
    window: name,
    rulePattern: glob.default('*'),
    subjectPattern: glob.default('*'),
    fromMs: z.number().int().min(0).nullable().default(null),
    toMs: z.number().int().min(0).nullable().default(null),
    days: z.array(z.number().int().min(1).max(7)).max(7).default([]),
    fromMinute: minuteOfDay.default(0),
    toMinute: minuteOfDay.default(0),
    timeZone,
    note,
  })
  .refine((window) => (window.fromMs === null) === (window.toMs === null), {
    ...rule('inputBothEndsOfWindow'),
    path: ['toMs'],
  })
  .refine((window) => window.fromMs === null || window.toMs === null || window.fromMs < window.toMs, {
    ...rule('inputEndAfterStart'),
    path: ['toMs'],
  })
  .refine((window) => window.fromMs !== null || window.days.length > 0, {
    ...rule('inputDaysOrRange'),
    path: ['days'],
  });
