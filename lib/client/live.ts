'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { apiUrl } from './api';

export type LiveState = 'connecting' | 'open' | 'lost';

/** What the stream says: this cluster has a new round. */
interface RoundEvent {
  readonly clusterId: string;
  readonly capturedAtMs: number;
}

/** A hidden page gives its connection back after this long: browsers allow six per server over HTTP/1.1. */
const HIDDEN_CLOSE_MS = 60_000;
const RECONNECT_FIRST_MS = 1_000;
const RECONNECT_MAX_MS = 20_000;
/** Proxies end long answers now and then: only a second failure in a row is a loss. */
const FAILURES_TO_LOSE = 2;
/** While the stream is away the page asks by itself. */
const POLL_WITHOUT_STREAM_MS = 15_000;

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

function setState(next: LiveState): void {
  if (next !== state) {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  }
}

/** Whether the page hears of new rounds at once. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
    () => 'connecting',
  );
}

function parseRoundEvent(data: string): RoundEvent | null {
  try {
    const parsed: unknown = JSON.parse(data);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'clusterId' in parsed &&
      typeof parsed.clusterId === 'string'
    ) {
      return parsed as RoundEvent;
    }
  } catch {
    // A line of another version of the server: the next poll brings the data all the same.
  }
  return null;
}

function renew(client: QueryClient, clusterId: string | null): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === 'view' && (clusterId === null || queryKey[1] === clusterId || queryKey[1] === null),
  });
}

/** A network that went away leaves an open stream silent: dialling again tells whether the server still answers. */
function watchNetwork(connect: () => void): () => void {
  window.addEventListener('offline', connect);
  window.addEventListener('online', connect);
  return () => {
    window.removeEventListener('offline', connect);
    window.removeEventListener('online', connect);
  };
}

function pollWhileLost(client: QueryClient): ReturnType<typeof setInterval> {
  return setInterval(() => {
    if (state === 'lost' && !document.hidden) {
      renew(client, null);
    }
  }, POLL_WITHOUT_STREAM_MS);
}

function openStream(client: QueryClient): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = RECONNECT_FIRST_MS;
  let failures = 0;
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const connect = () => {
    close();
    source = new EventSource(apiUrl('/events'));
    source.onopen = () => {
      // What was missed while away is read again; the very first connection missed nothing.
      if (failures > 0) renew(client, null);
      failures = 0;
      waitMs = RECONNECT_FIRST_MS;
      setState('open');
    };
    const hear = (event: MessageEvent<string>) => {
      const round = parseRoundEvent(event.data);
      if (round !== null) {
        renew(client, round.clusterId);
      }
    };
    source.onmessage = hear;
    source.addEventListener('round', hear);
    source.onerror = () => {
      close();
      failures += 1;
      if (failures >= FAILURES_TO_LOSE) setState('lost');
      retry = setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, RECONNECT_MAX_MS);
    };
  };
  const onVisibility = () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(close, HIDDEN_CLOSE_MS);
    } else if (source === null) {
      renew(client, null);
      connect();
    }
  };
  const poll = pollWhileLost(client);
  document.addEventListener('visibilitychange', onVisibility);
  const unwatch = watchNetwork(connect);
  connect();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    unwatch();
    clearTimeout(hiddenTimer);
    clearInterval(poll);
    close();
  };
}

/** Keeps every view on the page as new as the collector's last round. Mount once. */
export function useLiveViews(): void {
  const client = useQueryClient();
  useEffect(() => openStream(client), [client]);
}
