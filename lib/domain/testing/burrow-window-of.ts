import { type BurrowWindow, createBurrowWindow } from '../burrow/burrow-window';
import type { JudgedRound } from '../evaluation';

/** The window that some rounds leave, oldest first. */
export function windowOf(rounds: Iterable<JudgedRound>): BurrowWindow {
  const window = createBurrowWindow();
  for (const round of rounds) for (const _ of window.append(round));
  return window;
}
