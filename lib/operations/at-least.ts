/**
 * The greatest of 1, 2, 5, 10, 20, 50, … that is not above a count; 0 for 0. Plans hold this of counts that move
 * with live traffic, so that a plan stays the same from its preview to its execution.
 */
export function atLeast(count: number): number {
  if (count < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(count));
  const steps = [5 * power, 2 * power, power];
  return steps.find((step) => step <= count) ?? power;
}
