'use client';

import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Menu } from '@/components/ui/menu';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';

interface BrokerActionsProps {
  readonly clusterId: string;
  readonly brokerId: string;
  readonly isUp: boolean;
}

/** What can be done to a broker, each a link to its form. One that is up takes configuration; only one that is down can be forgotten. */
export function BrokerActions({ clusterId, brokerId, isUp }: BrokerActionsProps) {
  const t = useTranslations('changes.action');
  const mayChange = useMayChange();
  const ofAll = { id: 'alterAllBrokers', operation: 'alter-broker-configs', of: 'null' } as const;
  const items = isUp
    ? ([
        { id: 'alterBrokerConfigs', operation: 'alter-broker-configs', of: brokerId },
        ofAll,
        { id: 'alterLoggers', operation: 'alter-broker-loggers', of: brokerId },
        { id: 'moveLogDir', operation: 'move-replica-log-dir', of: brokerId },
      ] as const)
    : ([ofAll, { id: 'unregister', operation: 'unregister-broker', of: brokerId }] as const);
  const offered = items.filter(({ operation }) => mayChange(operation));
  if (offered.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('menu')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ id, operation, of }) => (
          <Menu.Item key={id} component={Link} href={paths.change(clusterId, operation, { brokerId: of })}>
            {t(id)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
