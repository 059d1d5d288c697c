'use client';

import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '@/lib/client/paths';
import { BrandMark } from './brand-mark';
import { ClusterSwitcher } from './cluster-switcher';
import { DataAge } from './data-age';
import { DisplayMenu } from './display-menu';
import classes from './top-bar.module.css';

interface TopBarProps {
  readonly clusterId: string | null;
  readonly isMenuOpen: boolean;
  readonly onMenu: () => void;
  readonly onSearch: () => void;
  readonly onKeys: () => void;
}

export function TopBar({ clusterId, isMenuOpen, onMenu, onSearch, onKeys }: TopBarProps) {
  const t = useTranslations('shell');
  return (
    <header className={classes.bar}>
      {clusterId !== null && (
        <ActionIcon
          className={classes.burger}
          onClick={onMenu}
          aria-label={t(isMenuOpen ? 'nav.close' : 'nav.open')}
          aria-expanded={isMenuOpen}
        >
          <IconMenu2 size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <Link href={paths.clusters()} className={classes.brand} aria-label={t('home')}>
        <BrandMark />
        <span className={classes.product}>{t('product')}</span>
      </Link>
      <ClusterSwitcher clusterId={clusterId} />
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={14} aria-hidden />
        <span className={classes.searchHint}>{t('palette.hint')}</span>
        <Kbd size="xs" className={classes.searchKey} aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <ActionIcon className={classes.searchIcon} onClick={onSearch} aria-label={t('palette.open')}>
        <IconSearch size={18} stroke={1.75} />
      </ActionIcon>
      <span className={classes.end}>
        {clusterId !== null && <DataAge clusterId={clusterId} />}
        <DisplayMenu onKeys={onKeys} />
      </span>
    </header>
  );
}
