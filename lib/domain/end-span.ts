/** Columns of log ends with their times, oldest first, as `EndHistory` has them. */
export interface EndColumns {
  readonly atMs: readonly number[];
  readonly ends: readonly Float64Array[];
  /** Parallel: what is between a column and the one before it. */
  readonly spans: readonly EndSpan[];
}

/** What is known of the time between two columns that follow each other. */
export interface EndSpan {
  /** Longest time between two readings that were made within it. */
  readonly reachMs: number;
  /** A reading that was left out lies at most this far off the line between the two columns. */
  readonly offMs: number;
}

/** The span up to a column that was read right after the one before it. */
export function readSpan(atMs: readonly number[], index: number): EndSpan {
  return { reachMs: (atMs[index] as number) - (atMs[index - 1] ?? (atMs[index] as number)), offMs: 0 };
}

/** The span that remains when a column is left out: as far off as those that it joins, and as this column is off the line. */
export function joinSpans({ atMs, ends, spans }: EndColumns, index: number): EndSpan {
  const fromMs = atMs[index - 1] as number;
  const toMs = atMs[index + 1] as number;
  const [before, column, after] = [ends[index - 1], ends[index], ends[index + 1]] as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [left, right] = [spans[index], spans[index + 1]] as [EndSpan, EndSpan];
  let reachMs = Math.max(left.reachMs, right.reachMs);
  let furthestMs = 0;
  for (let p = 0; p < after.length; p++) {
    const [from, end, to] = [before[p] ?? Number.NaN, column[p] ?? Number.NaN, after[p] as number];
    if (from === to) continue;
    const isLine = to > from;
    // One that was not read at one of the three: nothing but the times of the others is known of it.
    if (!isLine || Number.isNaN(end)) {
      if (!(Number.isNaN(from) && Number.isNaN(to))) reachMs = toMs - fromMs;
      if (!Number.isNaN(end)) furthestMs = toMs - fromMs;
      continue;
    }
    const onLineMs = fromMs + ((end - from) / (to - from)) * (toMs - fromMs);
    furthestMs = Math.max(furthestMs, Math.abs((atMs[index] as number) - onLineMs));
  }
  return { reachMs, offMs: Math.max(left.offMs, right.offMs) + furthestMs };
}
