/** Figures as people read them. Pure: language and zone are given, never taken from the surroundings. */

const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const existing = formatters.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const created = new Intl.NumberFormat(locale, options);
  formatters.set(key, created);
  return created;
}

/** Whole number grouped by thousands: offsets, lag, counts. */
export function formatInteger(value: number, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0, useGrouping: true }).format(value);
}

/** Whole number, shortened from ten million on (`12.4M`); for figures, not for tables of offsets. */
export function formatCount(value: number, locale: string): string {
  if (Math.abs(value) < 10_000_000) {
    return formatInteger(value, locale);
  }
  return numberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in powers of 1024 with three significant digits: `1.21 GiB`. */
export function formatBytes(value: number, locale: string): string {
  let scaled = Math.abs(value);
  let unit = 0;
  while (scaled >= 1023.5 && unit < BINARY_UNITS.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  const sign = value < 0 ? -1 : 1;
  const number = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number.format(sign * scaled)} ${BINARY_UNITS[unit]}`;
}

/** Events per second without its unit: two decimals under ten, one under a hundred, else whole. Never rounds a trickle to 0. */
export function formatRate(value: number, locale: string): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.005) {
    return `< ${numberFormat(locale, { maximumFractionDigits: 2 }).format(0.01)}`;
  }
  const digits = size >= 99.95 || size === 0 ? 0 : size >= 9.995 ? 1 : 2;
  return numberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: digits }).format(value);
}

/** Percentage points, given as 0 to 100. */
export function formatPercent(value: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);
}

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Length of time in its two largest units: `2h 14m`, `2小时14分钟`; milliseconds under one second. */
export function formatDuration(seconds: number, locale: string): string {
  const unitOf = (unit: string, amount: number) =>
    numberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 }).format(amount);
  if (seconds > 0 && seconds < 1) {
    return unitOf('millisecond', Math.max(1, Math.round(seconds * 1000)));
  }
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of DURATION_UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (parts.length > 0 || amount > 0 || unit === 'second') {
      parts.push(amount === 0 && parts.length > 0 ? '' : unitOf(unit, amount));
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.filter((part) => part !== '').join(locale.startsWith('zh') ? '' : ' ');
}

/** Point in time with date, seconds and zone: `21 Nov 2025, 08:15:04 UTC`. */
export function formatTimestamp(atMs: number, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(atMs);
}

/** Time of day alone: `08:15:04`. */
export function formatClock(atMs: number, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(atMs);
}

/** Runs of numbers as people write them: `0–4, 7, 9–11`. */
export function formatNumberRuns(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const runs: string[] = [];
  let index = 0;
  while (index < sorted.length) {
    const first = sorted[index] ?? 0;
    let last = first;
    while (sorted[index + 1] === last + 1) {
      last += 1;
      index += 1;
    }
    runs.push(last === first ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`);
    index += 1;
  }
  return runs.join(', ');
}

/** A space between Chinese and Latin words that meet, as Chinese is set. */
export function spaceScripts(text: string): string {
  return text.replace(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2').replace(/([A-Za-z0-9])(\p{Script=Han})/gu, '$1 $2');
}
