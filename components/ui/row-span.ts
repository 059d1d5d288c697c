/** Rows from `first` to the one before `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond both edges, and steps in which the span moves, so that scrolling by a row draws nothing. */
const MARGIN_ROWS = 12;
const STEP_ROWS = 6;

/** The rows in sight at a scroll position, with some beyond both edges. */
export function planSpan(
  scrollTopPx: number,
  heightPx: number,
  { rowCount, rowHeightPx }: { readonly rowCount: number; readonly rowHeightPx: number },
): RowSpan {
  const first = Math.floor(scrollTopPx / rowHeightPx) - MARGIN_ROWS;
  const end = Math.ceil((scrollTopPx + heightPx) / rowHeightPx) + MARGIN_ROWS;
  return {
    first: Math.max(0, Math.min(rowCount, Math.floor(first / STEP_ROWS) * STEP_ROWS)),
    end: Math.min(rowCount, Math.max(0, Math.ceil(end / STEP_ROWS) * STEP_ROWS)),
  };
}
