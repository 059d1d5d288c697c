/**
 * Epoch ms at which a log end passed an offset, between a reading that had not passed it and one that had. The record is
 * one of those appended between the two: they are taken to be spread evenly.
 */
export function whenPassed(offset: number, fromMs: number, fromEnd: number, toMs: number, toEnd: number): number {
  return fromMs + ((offset - fromEnd + 0.5) / (toEnd - fromEnd)) * (toMs - fromMs);
}

/** How far such a moment may be off, in seconds: the record lies somewhere between the two readings. */
export function passedWithinSeconds(passedMs: number, fromMs: number, toMs: number): number {
  return Math.max(passedMs - fromMs, toMs - passedMs) / 1000;
}
