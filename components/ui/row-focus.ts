const PAGE_OF_ROWS = 10;

/** The row that a key leads to from row `at`; null when the key moves nothing. */
function planRowMove(key: string, at: number, rowCount: number): number | null {
  const last = rowCount - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + PAGE_OF_ROWS, last);
    case 'PageUp':
      return Math.max(at - PAGE_OF_ROWS, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Moves the keyboard to another row, bringing it into the page first where only rows in sight are there. True when it moved. */
export function moveRowFocus(
  key: string,
  at: number,
  rowCount: number,
  body: HTMLElement | null,
  bringIntoPage: (index: number) => void,
): boolean {
  const next = planRowMove(key, at, rowCount);
  if (next === null || body === null) {
    return false;
  }
  const focus = () => body.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  if (body.querySelector(`[data-row="${next}"]`) === null) {
    bringIntoPage(next);
    requestAnimationFrame(() => requestAnimationFrame(focus));
  } else {
    focus();
  }
  return true;
}
