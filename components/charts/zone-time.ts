const formats = new Map<string, Intl.DateTimeFormat>();

function wallClockFormat(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Wall clock of a zone at an instant, written as the epoch ms at which UTC shows the same clock. */
function wallClockMs(t: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const part of wallClockFormat(timeZone).formatToParts(t)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Minutes that a zone is ahead of UTC at an instant. */
export function zoneOffsetMinutes(t: number, timeZone: string): number {
  const wholeSecondMs = Math.floor(t / 1000) * 1000;
  return Math.round((wallClockMs(wholeSecondMs, timeZone) - wholeSecondMs) / 60_000);
}

/** `2026-05-01T10:42:07` as a clock of the zone shows an instant; what date-time fields take. */
export function wallText(t: number, timeZone: string): string {
  return new Date(wallClockMs(t, timeZone)).toISOString().slice(0, 19);
}

/** The instant at which a clock of the zone shows the text (with or without seconds); null when it is no date. */
export function parseWallText(text: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const guess = wall - zoneOffsetMinutes(wall, timeZone) * 60_000;
  return wall - zoneOffsetMinutes(guess, timeZone) * 60_000;
}
