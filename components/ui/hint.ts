/** Attributes that make the one `HintLayer` of the page show a text on hover and on focus; none without a text. */
export function hint(text: string | null | undefined): { 'data-hint'?: string } {
  return text === null || text === undefined || text === '' ? {} : { 'data-hint': text };
}
