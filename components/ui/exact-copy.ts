/** Text of the selection with every figure replaced by its exact value; null when no figure is in it, so that the browser copies as always. */
export function exactText(selection: Selection | null): string | null {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) {
    return null;
  }
  const copied = selection.getRangeAt(0).cloneContents();
  const figures = copied.querySelectorAll('[data-exact]');
  if (figures.length === 0) {
    return null;
  }
  for (const figure of figures) {
    figure.textContent = figure.getAttribute('data-exact');
  }
  for (const hidden of copied.querySelectorAll('[data-copy="skip"], svg')) {
    hidden.remove();
  }
  for (const cell of copied.querySelectorAll('td + td, th + th')) {
    cell.prepend('\t');
  }
  for (const row of copied.querySelectorAll('tr + tr')) {
    row.prepend('\n');
  }
  return copied.textContent;
}
