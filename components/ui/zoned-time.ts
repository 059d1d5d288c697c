/** Minutes by which a zone is ahead of UTC at a time. */
function aheadMinutes(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return (there - Math.floor(atMs / 60_000) * 60_000) / 60_000;
}

/** Epoch ms as `2026-11-21T14:30`, the way a date field of the browser takes it. */
export function writeZonedTime(atMs: number, zone: string): string {
  return new Date(atMs + aheadMinutes(atMs, zone) * 60_000).toISOString().slice(0, 16);
}

/** What a date field of the browser holds, as epoch ms; null when it holds none. */
export function parseZonedTime(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  // Near a change of the clocks the first guess may lie on its other side.
  const guess = asUtc - aheadMinutes(asUtc, zone) * 60_000;
  return asUtc - aheadMinutes(guess, zone) * 60_000;
}
