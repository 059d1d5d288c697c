/** The instrumentation, the handlers and what runs before them are bundled apart: only the global object is the same for all. */
export const RUNNING_CHANGES_KEY = 'highwater.running-changes';
const KEY = Symbol.for(RUNNING_CHANGES_KEY);
const holder = globalThis as typeof globalThis & { [KEY]?: Set<object> };

/** Counts a change as running until it has ended, so that the process waits for it before it stops. */
export async function whileRunning<T>(change: () => Promise<T>): Promise<T> {
  holder[KEY] ??= new Set();
  const running = holder[KEY];
  const token = {};
  running.add(token);
  try {
    return await change();
  } finally {
    running.delete(token);
  }
}
