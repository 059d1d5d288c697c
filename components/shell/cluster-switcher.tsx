'use client';

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { HealthBadge } from '@/components/clusters/health-badge';
import { Menu } from '@/components/ui/menu';
import { Tag } from '@/components/ui/tag';
import { paths } from '@/lib/client/paths';
import { clustersQuery } from '@/lib/client/queries';
import classes from './cluster-switcher.module.css';

const MOST_LISTED = 12;

/** Which cluster this is, how it does, and the way to the others. */
export function ClusterSwitcher({ clusterId }: { readonly clusterId: string | null }) {
  const t = useTranslations('shell.switcher');
  const { data } = useQuery(clustersQuery());
  const clusters = data?.items ?? [];
  const current = clusters.find((cluster) => cluster.id === clusterId);
  const name = current?.name ?? clusterId ?? t('none');
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <VisuallyHidden>{t('label')}</VisuallyHidden>
          {current !== undefined && <HealthBadge health={current.health} isShapeOnly />}
          <span className={classes.name}>{name}</span>
          {current?.isDemo === true && (
            <span className={classes.tag}>
              <Tag>{t('demo')}</Tag>
            </span>
          )}
          <IconSelector size={14} className={classes.arrows} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {clusters.slice(0, MOST_LISTED).map((cluster) => (
          <Menu.Item
            key={cluster.id}
            component={Link}
            href={paths.cluster(cluster.id)}
            leftSection={<HealthBadge health={cluster.health} isShapeOnly />}
            rightSection={cluster.id === clusterId ? <IconCheck size={14} /> : null}
          >
            {cluster.name} {cluster.isDemo && <Tag>{t('demo')}</Tag>}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href={paths.clusters()}>
          {t('all')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
