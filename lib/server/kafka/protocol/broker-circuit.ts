/** Closed: asked freely. Open: not asked. Half-open: one request may find out. */
export type CircuitState = 'closed' | 'open' | 'half-open';

const firstBackOffMs = 2_000;
/** As long as a usual poll interval, so that a broker that is back is seen by the next round. */
const longestBackOffMs = 10_000;

/** Stops asking a broker that failed several times in a row, and tries it again after a growing, jittered pause. */
export class BrokerCircuit {
  private failures = 0;
  private reopenings = 0;
  private openUntilMs = 0;
  private isProbing = false;

  constructor(
    private readonly failureCount: number,
    private readonly random: () => number = Math.random,
  ) {}

  state(nowMs: number): CircuitState {
    if (this.failures < this.failureCount) return 'closed';
    return nowMs < this.openUntilMs ? 'open' : 'half-open';
  }

  /** Epoch ms from which the broker may be tried again. */
  get retryAtMs(): number {
    return this.openUntilMs;
  }

  /** True when a request may go out now; in half-open the first caller alone gets true. */
  admit(nowMs: number): boolean {
    const state = this.state(nowMs);
    if (state === 'closed') return true;
    if (state === 'open' || this.isProbing) return false;
    this.isProbing = true;
    return true;
  }

  succeed(): void {
    this.failures = 0;
    this.reopenings = 0;
    this.isProbing = false;
  }

  fail(nowMs: number): void {
    const wasOpen = this.failures >= this.failureCount;
    this.failures++;
    this.isProbing = false;
    if (this.failures < this.failureCount) return;
    if (wasOpen && nowMs < this.openUntilMs) return;
    const backOffMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** this.reopenings++);
    this.openUntilMs = nowMs + backOffMs * (0.75 + 0.25 * this.random());
  }

  /** The admitted request ended without telling anything about the broker. */
  release(): void {
    this.isProbing = false;
  }
}
