const sliceMs = 15;
/** Reading the clock costs about as much as decoding a short topic. */
const checksPerClockReading = 16;

/** Lets other work of the process run between slices of a long decode. */
export class TimeSlice {
  private startedAt = performance.now();
  private checks = 0;

  /** True when the slice is used up: await `pause` then. */
  isOver(): boolean {
    if (++this.checks % checksPerClockReading !== 0) return false;
    return performance.now() - this.startedAt > sliceMs;
  }

  async pause(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.startedAt = performance.now();
  }
}
