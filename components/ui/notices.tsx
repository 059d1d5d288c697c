'use client';

import type { NotificationData } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';
import { loadOnce } from './load-once';

const parts = loadOnce(() => import('./mantine-notifications'));
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells something in passing, in the corner of the page. */
export function notify(notice: NotificationData): void {
  void parts.load().then(({ notifications }) => {
    for (const listener of listeners) listener();
    notifications.show(notice);
  });
}

/** Where notices appear. */
export function Notices() {
  const loaded = useSyncExternalStore(subscribe, parts.read, () => null);
  return loaded === null ? null : <loaded.Notifications position="bottom-right" limit={3} />;
}
