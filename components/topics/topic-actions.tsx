'use client';

import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Menu } from '@/components/ui/menu';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';
import { actionsOfTopic } from './topic-action-list';

interface TopicActionsProps {
  readonly clusterId: string;
  readonly topic: string;
  readonly isInternal: boolean;
}

/** What can be done to a topic, each a link to its form. Internal topics take only what does not lose Kafka's own state. */
export function TopicActions({ clusterId, topic, isInternal }: TopicActionsProps) {
  const t = useTranslations('changes.action');
  const mayChange = useMayChange();
  const actions = actionsOfTopic(topic, isInternal).filter(({ operation }) => mayChange(operation));
  const calm = actions.filter(({ losesRecords }) => !losesRecords);
  const harmful = actions.filter(({ losesRecords }) => losesRecords);
  if (actions.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('menu')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {calm.map(({ id, operation, field }) => (
          <Menu.Item key={id} component={Link} href={paths.change(clusterId, operation, { [field]: topic })}>
            {t(id)}
          </Menu.Item>
        ))}
        {calm.length > 0 && harmful.length > 0 && <Menu.Divider />}
        {harmful.map(({ id, operation, field }) => (
          <Menu.Item
            key={id}
            component={Link}
            href={paths.change(clusterId, operation, { [field]: topic })}
            c="var(--hw-stopped)"
          >
            {t(id)}…
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
