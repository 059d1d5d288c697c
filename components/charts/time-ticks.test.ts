import { describe, expect, it } from 'vitest';
import { planTimeTicks } from './time-ticks';

const utc = () => 0;
const at = (text: string) => Date.parse(text);
const texts = (ticks: readonly number[]) => ticks.map((t) => new Date(t).toISOString().slice(5, 19));

describe('time ticks', () => {
  it('steps in seconds over a minute', () => {
    const plan = planTimeTicks({ fromMs: at('2026-05-01T10:00:07Z'), toMs: at('2026-05-01T10:01:07Z') }, 6, utc);
    expect(texts(plan.ticks)).toEqual([
      '05-01T10:00:10',
      '05-01T10:00:20',
      '05-01T10:00:30',
      '05-01T10:00:40',
      '05-01T10:00:50',
      '05-01T10:01:00',
    ]);
    expect(plan.precision).toBe('second');
  });
  it('steps in minutes over an hour', () => {
    const plan = planTimeTicks({ fromMs: at('2026-05-01T10:02:00Z'), toMs: at('2026-05-01T11:02:00Z') }, 6, utc);
    expect(plan.precision).toBe('minute');
    expect(texts(plan.ticks)[0]).toBe('05-01T10:10:00');
    expect(plan.ticks).toHaveLength(6);
  });
  it('falls on local midnight, not on that of UTC', () => {
    const shanghai = () => 480;
    const plan = planTimeTicks({ fromMs: at('2026-05-01T00:00:00Z'), toMs: at('2026-05-08T00:00:00Z') }, 8, shanghai);
    expect(plan.precision).toBe('day');
    expect(texts(plan.ticks)[0]).toBe('05-01T16:00:00');
  });
  it('stays on local midnight across the change of daylight saving time', () => {
    const change = at('2026-03-29T01:00:00Z');
    const berlin = (t: number) => (t < change ? 60 : 120);
    const plan = planTimeTicks({ fromMs: at('2026-03-27T12:00:00Z'), toMs: at('2026-03-31T12:00:00Z') }, 4, berlin);
    expect(texts(plan.ticks)).toEqual(['03-27T23:00:00', '03-28T23:00:00', '03-29T22:00:00', '03-30T22:00:00']);
  });
  it('steps in months and years over long ranges', () => {
    const months = planTimeTicks({ fromMs: at('2025-12-20T00:00:00Z'), toMs: at('2026-05-20T00:00:00Z') }, 6, utc);
    expect(months.precision).toBe('month');
    expect(texts(months.ticks)[0]).toBe('01-01T00:00:00');
    const years = planTimeTicks({ fromMs: at('2016-06-01T00:00:00Z'), toMs: at('2026-06-01T00:00:00Z') }, 6, utc);
    expect(years.precision).toBe('year');
  });
  it('never gives more ticks than asked for, give or take the one at the edge', () => {
    for (let exponent = 3; exponent < 12; exponent += 0.1) {
      const length = 10 ** exponent;
      const plan = planTimeTicks(
        { fromMs: at('2026-01-03T04:05:06Z'), toMs: at('2026-01-03T04:05:06Z') + length },
        5,
        utc,
      );
      expect(plan.ticks.length).toBeLessThanOrEqual(6);
    }
  });
});
