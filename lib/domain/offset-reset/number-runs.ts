/** At most so many numbers, so that a slip of the finger does not fill the memory. */
const MOST_NUMBERS = 100_000;

/** The numbers of `0, 2, 5-9`, in order and once each; null when it is no such list. */
export function parseNumberRuns(text: string): readonly number[] | null {
  const numbers = new Set<number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, first, last = first] = /^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first) || Number(last) - Number(first) > MOST_NUMBERS) return null;
    for (let number = Number(first); number <= Number(last); number++) numbers.add(number);
  }
  return [...numbers].sort((left, right) => left - right);
}
