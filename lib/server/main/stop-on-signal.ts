/** npm and tsx pass on a ctrl-C that the terminal has sent to us already: one press comes up to three times. */
const SAME_PRESS_MS = 1_000;

/** Calls `stop` once, on the first signal to end; another one, a second later or more, ends the process without waiting. */
export function stopOnSignal(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let firstAtMs: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAtMs !== null) {
      if (performance.now() - firstAtMs > SAME_PRESS_MS) process.exit(130);
      return;
    }
    firstAtMs = performance.now();
    stop(signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
