import { matchesPattern } from '../name-pattern';
import type { AlertRule, AlertSubject } from './alert-rule';

/** Alerts that nobody is told of until a time. */
export interface AlertSilence {
  readonly silence: string;
  readonly rulePattern: string;
  readonly subjectPattern: string;
  readonly untilMs: number;
  readonly note: string | null;
}

/** Hours in which alerts are not told: once, or on days of the week. */
export interface MaintenanceWindow {
  readonly window: string;
  readonly rulePattern: string;
  readonly subjectPattern: string;
  /** Both set: from then until then, once. Both null: every week. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** 1 is Monday, 7 is Sunday: the day on which the hours begin. */
  readonly days: readonly number[];
  /** Minutes of the day in `timeZone`; an end before its start is on the next day. */
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly timeZone: string;
  readonly note: string | null;
}

export interface QuietTimes {
  readonly silences: readonly AlertSilence[];
  readonly windows: readonly MaintenanceWindow[];
}

/** What keeps an alert from being told now, by its name; null when nothing does. */
export function findQuietTime(
  quiet: QuietTimes,
  rule: Pick<AlertRule, 'rule'>,
  subject: AlertSubject,
  nowMs: number,
): { readonly kind: 'silence' | 'window'; readonly name: string } | null {
  const isMeant = ({ rulePattern, subjectPattern }: AlertSilence | MaintenanceWindow) =>
    matchesPattern(rulePattern, rule.rule) && matchesPattern(subjectPattern, subject.name);
  const silence = quiet.silences.find((one) => nowMs < one.untilMs && isMeant(one));
  if (silence) return { kind: 'silence', name: silence.silence };
  const window = quiet.windows.find((one) => isWindowOpen(one, nowMs) && isMeant(one));
  return window ? { kind: 'window', name: window.window } : null;
}

/** Whether the hours of a window are now. */
export function isWindowOpen(window: MaintenanceWindow, nowMs: number): boolean {
  const { fromMs, toMs, days, fromMinute, toMinute } = window;
  if (fromMs !== null && toMs !== null) return nowMs >= fromMs && nowMs < toMs;
  const { day, minute } = zonedTime(nowMs, window.timeZone);
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  const dayBefore = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= fromMinute) || (days.includes(dayBefore) && minute < toMinute);
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

function zonedTime(atMs: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return { day: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1, minute };
}
