'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { paths } from '@/lib/client/paths';
import { usePreferences } from '@/lib/client/preferences';

const SECOND_KEY_WITHIN_MS = 1_200;

const JUMPS: Readonly<Record<string, (clusterId: string) => string>> = {
  o: paths.cluster,
  b: paths.brokers,
  t: (clusterId) => paths.topics(clusterId),
  g: (clusterId) => paths.groups(clusterId),
  l: (clusterId) => paths.lag(clusterId),
};

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.role === 'combobox')
  );
}

interface ShellKeys {
  readonly clusterId: string | null;
  readonly openPalette: () => void;
  readonly openKeyList: () => void;
}

/** Ctrl/Cmd-K always; `/`, `?` and `g` with a second key unless they are turned off or somebody types. */
export function useShellKeys({ clusterId, openPalette, openKeyList }: ShellKeys): void {
  const router = useRouter();
  const { hasShortcuts } = usePreferences();
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const jump = (key: string): boolean => {
      const href = key === 'c' ? paths.clusters() : clusterId === null ? undefined : JUMPS[key]?.(clusterId);
      if (href !== undefined) {
        router.push(href);
      }
      return href !== undefined;
    };
    const press = (key: string): boolean => {
      if (performance.now() - goPressedAt.current < SECOND_KEY_WITHIN_MS) {
        goPressedAt.current = Number.NEGATIVE_INFINITY;
        return jump(key);
      }
      if (key === 'g') {
        goPressedAt.current = performance.now();
        return true;
      }
      if (key === '/') {
        document.querySelector<HTMLInputElement>('[data-page-search]')?.focus();
        return true;
      }
      if (key === '?') {
        openKeyList();
        return true;
      }
      return false;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        openPalette();
      } else if (hasShortcuts && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
        if (press(event.key)) {
          event.preventDefault();
        }
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [clusterId, hasShortcuts, openPalette, openKeyList, router]);
}
