const REMIND_EVERY_MS = 15_000;

/** Runs one long step and tells on the terminal when it begins, goes on, and ends, with the seconds it took. */
export async function showProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  const elapsed = () => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
  console.log(`  … ${title}`);
  const reminder = setInterval(() => console.log(`  … ${title}: ${elapsed()} so far`), REMIND_EVERY_MS);
  try {
    const result = await work();
    console.log(`  ✓ ${title} (${elapsed()})`);
    return result;
  } catch (error) {
    console.log(`  ✗ ${title} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}
