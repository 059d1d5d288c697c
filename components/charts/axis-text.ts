import { formatDuration, formatPercent } from '@/components/ui/format';
import type { SeriesUnit } from './chart-series';
import type { TickPrecision } from './time-ticks';

const LONGEST_FULL = 7;

/** Writes the ticks of one value axis: in full while that is short, else compact with as many decimals as tell neighbours apart. */
export function planAxisText(locale: string, ticks: readonly number[], step: number): (value: number) => string {
  const full = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const longest = Math.max(...ticks.map((tick) => full.format(tick).length), 0);
  if (longest <= LONGEST_FULL) return (value) => full.format(value);
  const largest = Math.max(...ticks.map((tick) => Math.abs(tick)));
  const unit = compactUnit(locale, largest);
  const decimals = Math.min(6, Math.max(0, Math.ceil(Math.log10(unit / step))));
  const compact = new Intl.NumberFormat(locale, {
    notation: 'compact',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) => (value === 0 ? full.format(0) : compact.format(value));
}

/** Writes the ticks of an axis whose unit has a way of its own; null for one of plain numbers. */
export function planUnitText(locale: string, unit: SeriesUnit): ((value: number) => string) | null {
  if (unit === 'seconds') return (value) => formatDuration(value, locale);
  return unit === 'percent' ? (value) => formatPercent(value, locale) : null;
}

/** What "1" of the compact form of a value stands for: thousands in English, tens of thousands in Chinese. */
function compactUnit(locale: string, value: number): number {
  const base = locale.startsWith('zh') ? 10_000 : 1000;
  let unit = 1;
  while (value / unit >= base && unit < 1e12) unit *= base;
  return unit;
}

const TIME_PARTS: Record<TickPrecision, Intl.DateTimeFormatOptions> = {
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  year: { year: 'numeric' },
};

/** Writes the ticks of a time axis; a tick on local midnight is written as its day where the others are hours. */
export function planTimeText(
  locale: string,
  timeZone: string,
  ticks: readonly number[],
  precision: TickPrecision,
): (t: number) => string {
  const plain = new Intl.DateTimeFormat(locale, { ...TIME_PARTS[precision], timeZone });
  if (precision !== 'minute' && precision !== 'second') return (t) => plain.format(t);
  const day = new Intl.DateTimeFormat(locale, { ...TIME_PARTS.day, timeZone });
  const clock = new Intl.DateTimeFormat('en-GB', { ...TIME_PARTS.second, timeZone });
  const midnights = new Set(ticks.filter((tick) => clock.format(tick) === '00:00:00'));
  return (t) => (midnights.has(t) ? day.format(t) : plain.format(t));
}
