import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const RECONNECT_MS = [200, 500, 1_000, 2_000, 5_000] as const;
const PROBE_INTERVAL_MS = 15_000;

export interface ListenCallbacks {
  /** After the first and every later connection: what was told in between is lost, so read afresh. */
  readonly onConnected: () => Promise<void>;
  readonly onPayload: (payload: string) => Promise<void>;
}

export interface Subscription {
  /** Null while connected and reading; else the error that is being retried. */
  lastError(): Error | null;
  close(): Promise<void>;
}

/** Listens on a channel over a connection of its own, and connects again whenever it breaks. */
export function listen(url: string, channel: string, callbacks: ListenCallbacks): Subscription {
  const stop = new AbortController();
  const state: { error: Error | null } = { error: null };
  const done = listenForever(url, channel, callbacks, state, stop.signal);
  return {
    lastError: () => state.error,
    close: async () => {
      stop.abort();
      await done;
    },
  };
}

async function listenForever(
  url: string,
  channel: string,
  callbacks: ListenCallbacks,
  state: { error: Error | null },
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await listenOnce(url, channel, callbacks, signal, () => {
        failures = 0;
        state.error = null;
      });
    } catch (error) {
      state.error = error as Error;
    }
    const waitMs = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)];
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Resolves when asked to stop; rejects when the connection breaks or a callback fails. */
async function listenOnce(
  url: string,
  channel: string,
  callbacks: ListenCallbacks,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 4_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'highwater listen',
  });
  const ended = new Promise<never>((_, reject) => {
    client.once('error', reject);
    client.once('end', () => reject(new Error('the connection was closed')));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  ended.catch(() => undefined);
  // A connection that is cut without a word shows only when something is sent over it.
  const probe = setInterval(() => client.query('SELECT 1').catch(() => client.end()), PROBE_INTERVAL_MS);
  try {
    await Promise.race([client.connect(), ended]);
    let work = client.query(`LISTEN ${channel}`).then(callbacks.onConnected);
    client.on('notification', ({ payload }) => {
      work = work.then(() => callbacks.onPayload(payload ?? ''));
      work.catch(() => client.end());
    });
    await Promise.race([work, ended]);
    onReady();
    await ended;
  } finally {
    clearInterval(probe);
    await client.end().catch(() => undefined);
  }
}
