'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '@/lib/client/paths';

interface BrokerActionsProps {
  readonly clusterId: string;
  readonly brokerId: string;
  readonly isUp: boolean;
}

/** What can be done to a broker, each a link to its form. One that is up takes configuration; only one that is down can be forgotten. */
export function BrokerActions({ clusterId, brokerId, isUp }: BrokerActionsProps) {
  const t = useTranslations('changes.action');
  const to = (operation: string) => paths.change(clusterId, operation, { brokerId });
  const ofAll = {
    id: 'alterAllBrokers',
    href: paths.change(clusterId, 'alter-broker-configs', { brokerId: 'null' }),
  } as const;
  const items = isUp
    ? ([
        { id: 'alterBrokerConfigs', href: to('alter-broker-configs') },
        ofAll,
        { id: 'alterLoggers', href: to('alter-broker-loggers') },
        { id: 'moveLogDir', href: to('move-replica-log-dir') },
      ] as const)
    : ([ofAll, { id: 'unregister', href: to('unregister-broker') }] as const);
  return (
    <Menu>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('menu')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ id, href }) => (
          <Menu.Item key={id} component={Link} href={href}>
            {t(id)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
