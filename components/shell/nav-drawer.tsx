'use client';

import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ClusterNav } from './cluster-nav';

interface NavDrawerProps {
  readonly clusterId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The cluster's menu over the screen, where there is no room for it beside. */
export function NavDrawer({ clusterId, opened, onClose }: NavDrawerProps) {
  const t = useTranslations('shell');
  // The drawer gives the focus back only to what had it before it opened, not before it was there.
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return (
    <Drawer
      opened={isShown}
      onClose={onClose}
      title={t('product')}
      size="xs"
      padding="sm"
      closeButtonProps={{ 'aria-label': t('nav.close') }}
      transitionProps={{ duration: 0 }}
    >
      <ClusterNav clusterId={clusterId} />
    </Drawer>
  );
}
