/** What a value of a series counts; decides how it is written, and which series may share an axis. */
export type SeriesUnit = 'records' | 'offset' | 'seconds' | 'recordsPerSecond' | 'bytes' | 'percent';

/** Which colour of the theme a series wears: the three of the lag chart, or a place in the palette for compared series. */
export type SeriesTone = 'end' | 'committed' | 'lag' | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** Stands in place of the label where there is little room. */
  readonly shortLabel?: string;
  readonly unit: SeriesUnit;
  readonly tone: SeriesTone;
  /** Fills the area between the line and zero. */
  readonly isFilled?: boolean;
}

/** Values of all series at one instant, parallel to the series; null where nothing is known. Rows ascend by `t` (epoch ms). */
export interface ChartRow {
  readonly t: number;
  readonly values: readonly (number | null)[];
  /** Parallel to the values: true where one is a lower bound. Absent: none is. */
  readonly atLeast?: readonly boolean[];
}

/** Epoch ms, `fromMs` < `toMs`. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const TONE_PLACE = { end: 1, committed: 2, lag: 1 } as const;

/** CSS of a tone: a variable of the theme. */
export function toneColor(tone: SeriesTone): string {
  return `var(--hw-series-${typeof tone === 'number' ? tone : TONE_PLACE[tone]})`;
}

const PALETTE = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Tone of the n-th compared series; starts over after the eighth. */
export function paletteTone(index: number): SeriesTone {
  return PALETTE[index % PALETTE.length] ?? 1;
}
