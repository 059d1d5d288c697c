'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Page } from '@/components/ui/page';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { paths } from '@/lib/client/paths';
import { clustersQuery } from '@/lib/client/queries';
import { ClustersScreen } from './clusters-screen';

/** The front door: with one cluster straight to its overview, else the list to choose from. */
export function HomeScreen() {
  const router = useRouter();
  const { data, isPending } = useQuery(clustersQuery());
  const only = data?.totalUnfiltered === 1 ? data.items[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined) {
      router.replace(paths.cluster(only));
    }
  }, [only, router]);
  if (isPending || only !== undefined) {
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  }
  return <ClustersScreen />;
}
