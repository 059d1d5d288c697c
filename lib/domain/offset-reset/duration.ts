const DURATION =
  /^([+-])?P(?:([+-]?\d{1,9})D)?(?:T(?=[+\-\d])(?:([+-]?\d{1,9})H)?(?:([+-]?\d{1,9})M)?(?:([+-]?\d{1,9})(?:[.,](\d{0,9}))?S)?)?$/i;
const [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS] = [1_000, 60_000, 3_600_000, 86_400_000] as const;

/** Milliseconds of an ISO 8601 duration as Java's `Duration.parse` takes it: days and less, `P1DT2H`, `PT30M`. Null when it is none. */
export function parseDuration(text: string): number | null {
  const found = DURATION.exec(text.trim());
  if (found === null) return null;
  const [, sign, days, hours, minutes, seconds, fraction] = found;
  if ([days, hours, minutes, seconds].every((part) => part === undefined)) return null;
  const fractionMs = Math.trunc(Number(`0.${fraction || '0'}`) * SECOND_MS) * (seconds?.startsWith('-') ? -1 : 1);
  const ms =
    Number(days ?? 0) * DAY_MS +
    Number(hours ?? 0) * HOUR_MS +
    Number(minutes ?? 0) * MINUTE_MS +
    Number(seconds ?? 0) * SECOND_MS +
    fractionMs;
  return sign === '-' ? -ms : ms;
}
