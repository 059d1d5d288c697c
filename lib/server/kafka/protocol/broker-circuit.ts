/** Closed: asked freely. Open: not asked. Half-open: one request may find out. */
export type CircuitState = 'closed' | 'open' | 'half-open';

const firstBackOffMs = 2_000;
/** As long as a usual poll interval, so that a broker that is back is seen by the next round. */
const longestBackOffMs = 10_000;
/** Failed tries in any minute: whoever is away for long is dialled no more often than this, however short the rounds are. */
const mostTriesAMinute = 6;
const minuteMs = 60_000;
/** Tries after the circuit opened that come quickly, as most outages are short; what is left of the minute's is spread. */
const quickReopenings = 2;

/**
 * Stops asking a broker that failed several times in a row, and tries it again after a growing, jittered pause. Its times
 * are those of a clock that never jumps.
 */
export class BrokerCircuit {
  private failures = 0;
  private reopenings = 0;
  private openUntilMs = 0;
  private isProbing = false;
  /** When the last request was let through. */
  private triedAtMs: number | null = null;
  /** When those tries of the last minute began that failed, ascending. */
  private failedTriesMs: number[] = [];

  constructor(
    private readonly failureCount: number,
    private readonly random: () => number = Math.random,
  ) {}

  state(nowMs: number): CircuitState {
    if (this.failures < this.failureCount) return 'closed';
    return nowMs < this.openUntilMs ? 'open' : 'half-open';
  }

  /** From when the broker may be tried again. */
  get retryAtMs(): number {
    return this.openUntilMs;
  }

  /** True when a request may go out now; in half-open the first caller alone gets true. */
  admit(nowMs: number): boolean {
    const state = this.state(nowMs);
    if (state === 'open' || (state === 'half-open' && this.isProbing)) return false;
    this.isProbing = state === 'half-open';
    this.triedAtMs = nowMs;
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
    const triedAtMs = this.triedAtMs ?? nowMs;
    this.failedTriesMs = [...this.failedTriesMs.filter((atMs) => atMs > nowMs - minuteMs), triedAtMs];
    if (this.failures < this.failureCount) return;
    if (wasOpen && nowMs < this.openUntilMs) return;
    const jitter = 0.75 + 0.25 * this.random();
    const backOffMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** this.reopenings++) * jitter;
    // A try that timed out rests from its start, so that the pause is over when the next round begins.
    const restedMs = triedAtMs + Math.max(backOffMs, this.shareOfMinuteMs(triedAtMs));
    this.openUntilMs = Math.max(restedMs, nowMs + firstBackOffMs * jitter);
  }

  /** The least pause that keeps to the tries of a minute. */
  private shareOfMinuteMs(triedAtMs: number): number {
    const [oldestMs = triedAtMs] = this.failedTriesMs.slice(-mostTriesAMinute);
    const leftMs = oldestMs + minuteMs - triedAtMs;
    const triesLeft = mostTriesAMinute - this.failedTriesMs.length;
    if (triesLeft <= 0) return leftMs;
    // A little less than an even share: rounds of ten seconds may each try.
    return this.reopenings <= quickReopenings ? 0 : (0.97 * leftMs) / (triesLeft + 1);
  }

  /** The admitted request ended without telling anything about the broker. */
  release(): void {
    this.isProbing = false;
  }
}
