'use client';

import { useParams } from 'next/navigation';
import { decodePathSegment } from '@/lib/views/path-id';

/** The named part of the address, decoded; null when the address has none. */
export function usePathName(segment: 'cluster' | 'broker' | 'topic' | 'group' | 'operation' | 'run'): string | null {
  const value = useParams<Record<string, string>>()[segment];
  return value === undefined ? null : decodePathSegment(value);
}
