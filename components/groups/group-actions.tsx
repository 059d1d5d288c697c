'use client';

import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { Menu } from '@/components/ui/menu';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';
import type { GroupDetail } from '@/lib/views/schemas/group';

/** Groups of one run of `delete-group`, as its input has it. */
const MOST_DELETED = 20;
/** Types whose members Kafka lets be removed. */
const REMOVABLE: readonly GroupDetail['type'][] = ['classic', 'consumer'];

/** What stands in a group's menu; what loses offsets stands apart. */
const ENTRIES = [
  { id: 'savePoint', operation: 'save-restore-point', losesOffsets: false },
  { id: 'removeMembers', operation: 'remove-group-member', losesOffsets: false },
  { id: 'deleteOffsets', operation: 'delete-group-offsets', losesOffsets: true },
  { id: 'deleteGroup', operation: 'delete-group', losesOffsets: true },
] as const;

/** What can be done to a group, each a link to its form. */
export function GroupActions({ clusterId, group }: { readonly clusterId: string; readonly group: GroupDetail }) {
  const t = useTranslations('groupOperations.action');
  const actions = useTranslations('changes.action');
  const mayChange = useMayChange();
  const { groupId, type, memberCount } = group;
  const hasRemovable = REMOVABLE.includes(type) && memberCount !== 0;
  const hrefOf = (operation: string) =>
    paths.change(clusterId, operation, operation === 'delete-group' ? { groups: groupId } : { group: groupId });
  const entries = ENTRIES.filter(
    ({ id, operation }) => mayChange(operation) && (id !== 'removeMembers' || hasRemovable),
  );
  const calm = entries.filter(({ losesOffsets }) => !losesOffsets);
  const harmful = entries.filter(({ losesOffsets }) => losesOffsets);
  return (
    <>
      {entries.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{actions('menu')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {calm.map(({ id, operation }) => (
              <Menu.Item key={id} component={Link} href={hrefOf(operation)}>
                {t(id)}
              </Menu.Item>
            ))}
            {calm.length > 0 && harmful.length > 0 && <Menu.Divider />}
            {harmful.map(({ id, operation }) => (
              <Menu.Item key={id} component={Link} href={hrefOf(operation)} c="var(--hw-stopped)">
                {t(id)}…
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {mayChange('reset-group-offsets') && (
        <Button component={Link} href={hrefOf('reset-group-offsets')}>
          {t('reset')}
        </Button>
      )}
    </>
  );
}

/** What can be done to many groups at once. */
export function GroupBulkActions({
  clusterId,
  groups,
}: {
  readonly clusterId: string;
  readonly groups: readonly string[];
}) {
  const t = useTranslations('groupOperations.action');
  const actions = useTranslations('changes.action');
  const mayChange = useMayChange();
  if (!mayChange('delete-group')) return null;
  if (groups.length > MOST_DELETED) {
    return (
      <Button data-disabled aria-disabled {...hint(actions('tooMany', { count: MOST_DELETED }))}>
        {t('deleteGroups')}
      </Button>
    );
  }
  return (
    <Button component={Link} href={paths.change(clusterId, 'delete-group', { groups })}>
      {t('deleteGroups')}
    </Button>
  );
}
