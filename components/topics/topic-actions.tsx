'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '@/lib/client/paths';

interface TopicActionsProps {
  readonly clusterId: string;
  readonly topic: string;
  readonly isInternal: boolean;
}

/** What can be done to a topic, each a link to its form. Internal topics take only what does not lose Kafka's own state. */
export function TopicActions({ clusterId, topic, isInternal }: TopicActionsProps) {
  const t = useTranslations('changes.action');
  const to = (operation: string, prefill: Parameters<typeof paths.change>[2]) =>
    paths.change(clusterId, operation, prefill);
  const harmless = [
    { id: 'alterConfigs', href: to('alter-topic-configs', { topics: topic }) },
    { id: 'addPartitions', href: to('add-partitions', { topics: topic }) },
    { id: 'electLeaders', href: to('elect-leaders', { topics: topic }) },
    { id: 'clone', href: to('create-topic', { clone: topic }) },
  ] as const;
  const harmful = [
    { id: 'deleteRecords', href: to('delete-records', { topic }) },
    { id: 'recreate', href: to('recreate-topic', { topic }) },
    { id: 'delete', href: to('delete-topic', { topics: topic }) },
  ] as const;
  return (
    <Menu>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('menu')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {harmless.map(({ id, href }) => (
          <Menu.Item key={id} component={Link} href={href}>
            {t(id)}
          </Menu.Item>
        ))}
        {!isInternal && <Menu.Divider />}
        {!isInternal &&
          harmful.map(({ id, href }) => (
            <Menu.Item key={id} component={Link} href={href} c="var(--hw-stopped)">
              {t(id)}…
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
